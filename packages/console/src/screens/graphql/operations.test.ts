import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationAt, operationsIn } from './operations.ts'

const TEXT = `# what stands here
query Tokens { tokens { totalCount } }

mutation Revoke { revokeToken(input: {tokenId: "x"}) { token { id } } }
fragment Names on Token { name }`

test('the operation that is meant is the one around the cursor, else the last before it, else the first', () => {
  const operations = operationsIn(TEXT)
  assert.deepEqual(
    operations.map(({ name, changes }) => [name, changes]),
    [
      ['Tokens', false],
      ['Revoke', true],
    ],
  )
  const at = (place: number) => operationAt(operations, place)?.name
  assert.deepEqual(
    [at(0), at(TEXT.indexOf('totalCount')), at(TEXT.indexOf('\n\nmutation') + 1), at(TEXT.length)],
    ['Tokens', 'Tokens', 'Tokens', 'Revoke'],
  )
})

test('a text that cannot be read has no operations', () => {
  assert.deepEqual([operationsIn('query {'), operationsIn(''), operationAt([], 3)], [[], [], undefined])
})
