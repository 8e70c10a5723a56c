import assert from 'node:assert/strict'
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ENGINES, NOW, runApart, tempFolder } from '../../test/stores.ts'
import { fingerprints, rotateKey } from '../keys/keyring.ts'
import { encodeKeyring } from '../keys/keyring-text.ts'
import { realRandom as random } from '../real-world.ts'
import { loadKeyring } from './keys-file.ts'

for (const [engine, open] of Object.entries(ENGINES)) {
  const installation = async (t: TestContext) => {
    const { store } = await open(t)
    const folder = await tempFolder(t)
    const path = join(folder, 'keys.json')
    return {
      store,
      folder,
      path,
      load: (from = path) => loadKeyring({ path: from, store, random, now: NOW }),
    }
  }

  test(`${engine}: the first start makes the keys, for this user's eyes alone, and every later one reads them`, async (t) => {
    const { folder, path, load } = await installation(t)
    const made = await load()
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(folder), ['keys.json'])
    assert.deepEqual(fingerprints(await load()), fingerprints(made))
  })

  test(`${engine}: lost keys are never replaced`, async (t) => {
    const { folder, path, load } = await installation(t)
    await load()
    rmSync(path)
    await assert.rejects(load(), { code: 'keys_lost', message: /backup/ })
    assert.deepEqual(readdirSync(folder), [])
  })

  test(`${engine}: keys of another installation are refused`, async (t) => {
    const here = await installation(t)
    const there = await installation(t)
    await here.load()
    await there.load()
    await assert.rejects(here.load(there.path), { code: 'keys_mismatch', message: /token\/1/ })
    await here.load()
  })

  test(`${engine}: keys that were written before a crash are taken up, and rotated ones become known`, async (t) => {
    const { path, load } = await installation(t)
    const other = await installation(t)
    const ring = await other.load()
    const write = (text: string) => writeFileSync(path, text, { mode: 0o600 })
    write(encodeKeyring(ring))
    assert.deepEqual(fingerprints(await load()), fingerprints(ring))
    const rotated = rotateKey(ring, 'token', random, NOW)
    write(encodeKeyring(rotated))
    assert.deepEqual(fingerprints(await load()), fingerprints(rotated))
    write(encodeKeyring(ring))
    await assert.rejects(load(), { code: 'keys_mismatch', message: /token\/2/ })
  })

  test(`${engine}: keys that others may read, and text that is no keyring, are refused without being shown`, async (t) => {
    const { path, load } = await installation(t)
    await load()
    chmodSync(path, 0o640)
    await assert.rejects(load(), { code: 'keys_invalid', message: /chmod 600/ })
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.slice(0, -20))
    chmodSync(path, 0o600)
    const shown = /"key": "(.{12})/.exec(text)?.[1] ?? ''
    await assert.rejects(load(), (fault: Error & { code: string }) => {
      assert.equal(fault.code, 'keys_invalid')
      return shown.length === 12 && !fault.message.includes(shown)
    })
  })

  test(`${engine}: a folder that is not there cannot take the keys`, async (t) => {
    const { folder, load } = await installation(t)
    await assert.rejects(load(join(folder, 'none', 'keys.json')), { code: 'data_dir_unusable' })
    await load()
  })
}

test('processes that start at once end with one keyring', async (t) => {
  const folder = await tempFolder(t)
  const code = `
    import { openSqliteStore } from 'core/storage/sqlite/open.ts'
    import { realClock as clock, realRandom as random, realTimers as timers } from 'core/real-world.ts'
    import { loadKeyring } from 'core/storage/keys-file.ts'
    import { fingerprints } from 'core/keys/keyring.ts'
    const store = await openSqliteStore({ path: ${JSON.stringify(join(folder, 'a.db'))}, clock, timers })
    const ring = await loadKeyring({ path: ${JSON.stringify(join(folder, 'keys.json'))}, store, random, now: 0 })
    console.log(JSON.stringify(fingerprints(ring)))
    await store.close()`
  const seen = await Promise.all(Array.from({ length: 4 }, () => runApart(code)))
  assert.ok(seen[0]?.startsWith('{'))
  assert.equal(new Set(seen).size, 1)
})
