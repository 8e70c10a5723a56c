import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const INDEX = new URL('./index.ts', import.meta.url).href

test('a program that embeds Keyward ends by itself, though it never closes it', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'keyward-core-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const program = `
    const { createKeyward } = await import(${JSON.stringify(INDEX)})
    const keyward = await createKeyward({ database: 'keyward.db', keys: 'keys.json', catalogue: [] })
    const { id } = await keyward.organizations.put({ externalId: 'acme', name: 'Acme' })
    const host = { kind: 'host', organizationId: id, name: 'test' }
    const { plaintext, token } = await keyward.generateToken(host, { name: 'ci', owner: 'organization' })
    await keyward.verify(plaintext)
    await keyward.revokeToken(host, { tokenId: token.id })
    console.log('done')`
  const ended = spawnSync(
    process.execPath,
    ['--conditions=keyward-source', '--input-type=module', '--eval', program],
    { cwd: dir, encoding: 'utf8', timeout: 20_000 },
  )
  assert.deepEqual({ out: ended.stdout, status: ended.status }, { out: 'done\n', status: 0 }, ended.stderr)
})
