import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findStep, isTotpCode, otpauthUri, stepAt, toBase32, totpAt } from './totp.ts'

const SECRET = Buffer.from('12345678901234567890')
/** RFC 6238, appendix B: the last six of its eight digits. */
const VECTORS: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

test('codes are those of RFC 6238', () => {
  for (const [seconds, code] of VECTORS) assert.equal(totpAt(SECRET, stepAt(seconds * 1000)), code)
})

test('a code is good in its own step and the two beside it, and in no other', () => {
  const step = 1000
  const code = totpAt(SECRET, step)
  for (const [at, found] of [
    [998, undefined],
    [999, step],
    [1000, step],
    [1001, step],
    [1002, undefined],
  ] as const)
    assert.equal(findStep(SECRET, code, at * 30_000, 0), found, String(at))
  assert.equal(findStep(SECRET, code, step * 30_000 + 59_999, 0), step)
  assert.equal(findStep(SECRET, code, step * 30_000 + 60_000, 0), undefined)
})

test('a code that was taken, or one before it, is not good again', () => {
  const now = 1000 * 30_000
  for (const step of [999, 1000, 1001]) {
    assert.equal(findStep(SECRET, totpAt(SECRET, step), now, 1001), undefined)
    assert.equal(findStep(SECRET, totpAt(SECRET, step), now, step), undefined)
    assert.equal(findStep(SECRET, totpAt(SECRET, step), now, step - 1), step)
  }
})

test('only six digits are a code', () => {
  assert.ok(isTotpCode('000000'))
  for (const text of ['', '12345', '1234567', '12345a', '１２３４５６', ' 123456', '123456\n'])
    assert.equal(isTotpCode(text), false, text)
})

test('the address for apps holds the secret in base32 and names whose it is', () => {
  assert.equal(toBase32(SECRET), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  assert.equal(toBase32(Buffer.from('f')), 'MY')
  const uri = new URL(otpauthUri('Keyward', 'ada+x@acme.example', SECRET))
  assert.equal(uri.protocol, 'otpauth:')
  assert.equal(uri.pathname.split('/').at(-1), 'Keyward:ada%2Bx%40acme.example')
  assert.deepEqual(Object.fromEntries(uri.searchParams), {
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'Keyward',
    digits: '6',
    period: '30',
  })
})
