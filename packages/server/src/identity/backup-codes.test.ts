import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realRandom } from '@keyward/core'
import { countCodes, keptCodes, newBackupCodes, takeCode } from './backup-codes.ts'

test('each backup code is good once, however it is typed', () => {
  const codes = newBackupCodes(realRandom)
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}$/)
  let kept = keptCodes(codes)
  for (const [at, code] of codes.entries()) {
    const typed = at % 2 ? code.toLowerCase().replace('-', ' ') : code
    const left = takeCode(kept, typed)
    assert.ok(left !== undefined)
    assert.equal(countCodes(left), 9 - at)
    assert.equal(takeCode(left, code), undefined)
    kept = left
  }
})

test('what is kept does not hold the codes, and nothing else is one', () => {
  const codes = newBackupCodes(realRandom)
  const kept = keptCodes(codes)
  for (const code of codes) assert.ok(!kept.includes(code) && !kept.includes(code.replace('-', '')))
  for (const wrong of ['', '-', 'AAAAA-AAAAA', '123456']) assert.equal(takeCode(kept, wrong), undefined)
})
