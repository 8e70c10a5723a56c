import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../../../../test/parts/seeded-random.ts'
import { findTextFault } from './examine-text.ts'
import { mintText, parseText } from './format.ts'

const KW = new Set(['kw', 'old'])
const text = mintText(seededRandom('examine'), 'kw').text.reveal()

test('each part of a text that is wrong is told by its name', () => {
  const cases: Record<string, string> = {
    prefix: text.replace('kw_', 'gh_'),
    shape: text.replaceAll('_', ''),
    id: text.replace(/^kw_./, 'kw_-'),
    length: text.slice(0, -1),
    secret: `${text.slice(0, 30)}!${text.slice(31)}`,
    checksum: text.slice(0, -1) + (text.endsWith('0') ? '1' : '0'),
  }
  assert.equal(findTextFault(cases.shape ?? '', KW), 'prefix')
  for (const [fault, wrong] of Object.entries({ ...cases, shape: `${text}_more` }))
    assert.equal(findTextFault(wrong, KW), fault)
  assert.equal(findTextFault('kw_only', KW), 'shape')
  assert.equal(findTextFault('', KW), 'prefix')
  assert.equal(findTextFault(` ${text}`, KW), 'prefix')
})

test('a text has a fault exactly when it does not parse, and a retired prefix is none', () => {
  assert.equal(findTextFault(mintText(seededRandom('a'), 'old').text.reveal(), KW), undefined)
  const mutated = fc.tuple(fc.nat({ max: text.length }), fc.string({ maxLength: 3 }), fc.nat({ max: 2 }))
  fc.assert(
    fc.property(fc.oneof(fc.string(), mutated), (any) => {
      const tried =
        typeof any === 'string' ? any : text.slice(0, any[0]) + any[1] + text.slice(any[0] + any[2])
      assert.equal(findTextFault(tried, KW) === undefined, parseText(tried, KW) !== undefined)
    }),
    { numRuns: 1000 },
  )
})
