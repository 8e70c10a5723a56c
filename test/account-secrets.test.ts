// What a person signs in with lies nowhere in the clear: not in the database, not in its log, not in what is printed.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stepAt, totpAt } from '../packages/server/src/identity/totp.ts'
import { openServerPlace, startHere } from './parts/claimed-server.ts'

const OWNER = { name: 'Ada Berg', email: 'ada@acme.example', password: 'correct horse battery' }
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** A secret in the forms in which it could lie about, halves included. */
function formsOf(secret: Buffer | string): Buffer[] {
  const bytes = Buffer.from(secret)
  const texts = [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]
  const whole = [bytes, ...texts.map((text) => Buffer.from(text.replace(/=+$/, '')))]
  return [...whole, bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)]
}

test('no secret of an account lies in the database or is printed, at the chattiest log', async (t) => {
  const place = openServerPlace(t)
  const server = await startHere(place, { env: { KEYWARD_LOG_LEVEL: 'trace' } })
  const jar = (answer: { headers: Headers }) =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
  const ask = async (path: string, body: unknown, cookie = '') =>
    server.ask('POST', path, { body, headers: { cookie, origin: server.url } })
  const made = await ask('/v1/setup', {
    code: 'a-code-for-the-tests',
    organization: { name: 'Acme' },
    owner: OWNER,
  })
  const begun = await ask('/v1/profile/second-factor', undefined, jar(made))
  const { secret } = begun.body
  const code = totpAt(bytesOf(secret), stepAt(Date.now()))
  const confirmed = await ask('/v1/profile/second-factor/confirm', { code }, jar(made))
  const codes: string[] = confirmed.body.backupCodes
  assert.equal(codes.length, 10)
  const half = await ask('/v1/session', { email: OWNER.email, password: OWNER.password })
  assert.equal(half.body.code, 'second_factor_required')
  const finished = await ask('/v1/session/second-factor', { code: codes[0] }, jar(half))
  assert.equal(finished.status, 200)
  await ask('/v1/session/second-factor', { code: codes[1] }, jar(half))
  await ask('/v1/password-reset/complete', { secret: 'sEcReTofALinkThatIsNotGood', password: 'x'.repeat(15) })

  const pending = jar(half).split('=')[1] ?? ''
  const secrets = {
    secret,
    bytes: bytesOf(secret),
    password: OWNER.password,
    pending,
    link: 'sEcReTofALinkThatIsNotGood',
  }
  const all = [...Object.values(secrets), ...codes, ...codes.map((text) => text.replace('-', ''))]
  const data = join(place.folder, 'data')
  const search = (what: string) => {
    const files = readdirSync(data).map((name) => [name, readFileSync(join(data, name))] as const)
    const places = [...files, ['what was printed', Buffer.from(server.printed())] as const]
    for (const [name, content] of places)
      for (const each of all)
        for (const form of formsOf(each))
          assert.equal(content.indexOf(form), -1, `${what}: a secret lies in ${name}`)
  }
  search('while it runs')
  const { stdout, stderr } = await server.stop()
  assert.ok(!all.some((each) => `${stdout}${stderr}`.includes(String(each))))
  search('after it has stopped')
})
