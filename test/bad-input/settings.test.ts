import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { ErrorCode } from '@keyward/contract'
import { openServerPlace, startHere } from '../parts/claimed-server.ts'
import { asOrdinaryUser, expectRefusal } from './installation.ts'

const place = openServerPlace()
const { folder } = place
after(place.end)

const SECRET = 'short-one'
const SETTINGS: [setting: Record<string, string>, code: ErrorCode, detail: RegExp][] = [
  [{ KEYWARD_PROT: '4117' }, 'config_invalid', /KEYWARD_PROT.*did you mean KEYWARD_PORT/],
  [{ KEYWARD_PORT: '70000' }, 'config_invalid', /KEYWARD_PORT is "70000": expected/],
  [{ KEYWARD_HOST: '203.0.113.1' }, 'config_invalid', /KEYWARD_HOST is "203\.0\.113\.1"/],
  [{ KEYWARD_PUBLIC_URL: 'ftp://example.test' }, 'config_invalid', /KEYWARD_PUBLIC_URL/],
  [{ KEYWARD_TRUSTED_PROXIES: '10.0.0.0/33' }, 'config_invalid', /KEYWARD_TRUSTED_PROXIES/],
  [{ KEYWARD_LOG_LEVEL: 'loud' }, 'config_invalid', /KEYWARD_LOG_LEVEL.*expected one of/],
  [{ KEYWARD_SETUP_CODE: SECRET }, 'config_invalid', /KEYWARD_SETUP_CODE is not valid/],
  [{ KEYWARD_CATALOGUE: 'nowhere.json' }, 'config_invalid', /nowhere\.json/],
  [{ KEYWARD_CATALOGUE: 'broken.json' }, 'catalogue_invalid', /broken\.json/],
  [{ KEYWARD_DATA_DIR: 'a-file' }, 'data_dir_unusable', /a-file/],
  [{ KEYWARD_DATA_DIR: 'sealed/below' }, 'data_dir_unusable', /sealed/],
  [{ KEYWARD_DATA_DIR: 'sealed' }, 'data_dir_unusable', /sealed/],
]

for (const [env, code, detail] of SETTINGS)
  test(`${new URLSearchParams(env)} stops the start with ${code}, in one line that shows no secret`, async () => {
    writeFileSync(join(folder, 'broken.json'), '[{"slug": 1}]')
    writeFileSync(join(folder, 'a-file'), '')
    mkdirSync(join(folder, 'sealed'), { recursive: true })
    chmodSync(join(folder, 'sealed'), 0o555)
    const line = await expectRefusal({ folder, env, under: asOrdinaryUser() }, code, detail)
    assert.ok(!line.includes(SECRET))
  })

test('a port that another program holds stops the start with port_taken; once it is free the server starts', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = String(typeof address === 'object' ? address?.port : 0)
  const env = { KEYWARD_PORT: port }
  await expectRefusal({ folder, env }, 'port_taken', new RegExp(`127\\.0\\.0\\.1:${port}.*KEYWARD_PORT`))
  holder.close()
  await once(holder, 'close')
  const server = await startHere(place, { env })
  assert.equal((await server.stop()).code, 0)
})

test('a data folder that is missing is made, and only its owner may look into it', async () => {
  const env = { KEYWARD_DATA_DIR: 'not/there/yet' }
  const server = await startHere(place, { env })
  assert.equal((await server.ask('GET', '/readyz')).status, 200)
  assert.equal((await server.stop()).code, 0)
  assert.equal(statSync(join(folder, 'not/there/yet')).mode & 0o077, 0)
})
