// An installation looked after from the shell: backup, restore, release, key rotation, a look over.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { NEED, openServerPlace, startClaimedServer, startHere } from '../parts/claimed-server.ts'
import type { ServerProcess } from '../parts/server-process.ts'
import { installCommand } from './shell-command.ts'

type Ran = { status: number; out: string; err: string }

async function open(t: TestContext) {
  const place = openServerPlace(t)
  const { server, manager } = await startClaimedServer(place)
  const env = installCommand(place.folder)
  const keyward = (...words: string[]) =>
    new Promise<Ran>((resolve) => {
      const child = execFile(
        join(place.folder, 'keyward'),
        words,
        { cwd: place.folder, env },
        (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
      )
      child.stdin?.end()
    })
  const generate = async (on: ServerProcess, name: string) => {
    const { status, body } = await on.ask('POST', '/v1/tokens', {
      as: manager,
      body: { name, owner: 'organization' },
    })
    assert.equal(status, 201)
    return { id: body.token.id as string, plaintext: body.plaintext as string }
  }
  const verify = async (on: ServerProcess, as: string) => {
    const { status, body } = await on.ask('GET', `/v1/verify?need=${NEED}`, { as })
    return status === 200 ? 'valid' : body.code
  }
  return { place, server, manager, keyward, generate, verify, at: (file: string) => join(place.folder, file) }
}

/** A stopped server gives its verifier back; nothing else is waited for. */
const done = (ran: Ran) => assert.equal(ran.status, 0, ran.err)

test('a backup taken from a running server, restored, verifies nothing until it is released', async (t) => {
  const { place, server, manager, keyward, generate, verify, at } = await open(t)
  const kept = await generate(server, 'kept')
  const revoked = await generate(server, 'revoked since')
  done(await keyward('backup', 'copy.db'))
  assert.equal(statSync(at('copy.db')).mode & 0o777, 0o600)
  const later = await generate(server, 'made since')
  await server.ask('POST', `/v1/tokens/${revoked.id}/revoke`, { as: manager, body: {} })

  const inUse = await keyward('restore', 'copy.db', '--yes')
  assert.deepEqual([inUse.status, /\(database_in_use\)/.test(inUse.err)], [5, true])
  await server.stop()
  const unasked = await keyward('restore', 'copy.db')
  assert.equal(unasked.status, 7)
  const restored = await keyward('restore', 'copy.db', '--yes')
  done(restored)
  assert.match(restored.err, /What stood there is .*keyward\.db\.before-/)

  const again = await startHere(place)
  assert.equal((await again.ask('GET', '/readyz')).status, 503)
  for (const { plaintext } of [kept, revoked, later])
    assert.equal(await verify(again, plaintext), 'database_quarantined')
  done(await keyward('release', '--yes'))
  assert.equal(await verify(again, kept.plaintext), 'valid')
  assert.equal(await verify(again, revoked.plaintext), 'valid')
  assert.equal(await verify(again, later.plaintext), 'token_unknown')
  assert.equal((await again.ask('GET', '/readyz')).status, 200)
  assert.match((await keyward('release', '--yes')).err, /It was not held/)
})

test('a backup never overwrites, and a file that is none is not restored', async (t) => {
  const { server, keyward, at } = await open(t)
  writeFileSync(at('precious.txt'), 'x')
  const taken = await keyward('backup', 'precious.txt')
  assert.deepEqual([taken.status, /\(backup_exists\)/.test(taken.err)], [5, true])
  assert.equal(readFileSync(at('precious.txt'), 'utf8'), 'x')
  const nowhere = await keyward('backup', 'no/such/folder.db')
  assert.match(nowhere.err, /\(storage_unavailable\)/)

  done(await keyward('backup', 'copy.db'))
  truncateSync(at('copy.db'), 8192)
  await server.stop()
  for (const [file, code] of [
    ['precious.txt', 'database_corrupt'],
    ['copy.db', 'database_corrupt'],
    ['nothing.db', 'database_unusable'],
  ] as const) {
    const refused = await keyward('restore', file, '--yes')
    assert.match(refused.err, new RegExp(`\\(${code}\\)`), file)
  }
  done(await keyward('doctor'))
})

test('[B2] a rotated key kills no token, from the shell; a running server is not pulled from under its feet', async (t) => {
  const { place, server, keyward, generate, verify } = await open(t)
  const before = await generate(server, 'before')
  const running = await keyward('keys', 'rotate', '--yes')
  assert.match(running.err, /\(database_in_use\)/)
  await server.stop()
  const rotated = await keyward('keys', 'rotate', '--yes')
  done(rotated)
  assert.match(rotated.err, /token key is version 2/)
  done(await keyward('keys', 'rotate', '--purpose', 'audit', '--yes'))
  assert.equal((await keyward('keys', 'rotate', '--purpose', 'front-door', '--yes')).status, 2)
  const again = await startHere(place)
  const after = await generate(again, 'after')
  assert.equal(await verify(again, before.plaintext), 'valid')
  assert.equal(await verify(again, after.plaintext), 'valid')
})

test('the doctor says what is wrong and changes nothing', async (t) => {
  const { server, keyward, at } = await open(t)
  const well = await keyward('doctor')
  done(well)
  assert.match(well.out, /database\s+sound, at /)
  assert.match(well.out, /keys\s+\/.*keys\.json/)
  await server.stop()
  writeFileSync(at('data/keys.json'), 'nothing')
  truncateSync(at('data/keyward.db'), 20_000)
  const ill = await keyward('doctor')
  assert.equal(ill.status, 8)
  assert.match(ill.out, /database\s+WRONG: /)
  assert.match(ill.out, /keys\s+WRONG: .* holds no keys/)
})

test('migrate brings an installation up to date and says where it is', async (t) => {
  const { server, keyward } = await open(t)
  await server.stop()
  const migrated = await keyward('migrate')
  done(migrated)
  assert.match(migrated.err, /^The database is at \d{4}-/)
})
