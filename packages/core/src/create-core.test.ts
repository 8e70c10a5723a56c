import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHouse } from '../test/house.ts'
import { createKeyward } from './create-core.ts'

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

test('[B1] a prefix that was retired still verifies, new tokens carry the new one, and no other is known', async (t) => {
  const house = await openHouse(t)
  const old = await house.keyward.generateToken(house.host, { name: 'old', owner: 'organization' })
  const renamed = await house.another({ prefix: 'acme', retiredPrefixes: ['kw'] })
  const fresh = await renamed.generateToken(house.host, { name: 'new', owner: 'organization' })
  assert.match(fresh.plaintext, /^acme_/)
  assert.equal((await renamed.verify(old.plaintext)).valid, true)
  assert.equal((await renamed.verify(fresh.plaintext)).valid, true)
  const verdict = await house.keyward.verify(fresh.plaintext)
  assert.equal(!verdict.valid && verdict.code, 'token_malformed')
  await assert.rejects(house.another({ prefix: 'Not-One' }), { code: 'config_invalid' })
})

test('a Keyward that is opened with no catalogue keeps the one that the database holds', async (t) => {
  const house = await openHouse(t)
  const { plaintext } = await house.keyward.generateToken(house.host, { name: 'ci', owner: 'organization' })
  const other = await createKeyward({
    database: join(house.dir, 'keyward.db'),
    keys: join(house.dir, 'keys.json'),
    clock: house.clock,
  })
  t.after(() => other.close())
  assert.equal((await other.verify(plaintext, { need: 'notes/notes:find' })).valid, true)
})

test('a program without types that names no database or no keys is told which', async () => {
  for (const [options, missing] of [
    [{}, 'database'],
    [{ database: 'keyward.db' }, 'keys'],
  ] as const)
    await assert.rejects(createKeyward(Object(options)), {
      code: 'config_invalid',
      message: `\`${missing}\` is missing: name a file.`,
    })
})
