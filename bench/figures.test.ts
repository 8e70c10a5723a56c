import assert from 'node:assert/strict'
import { test } from 'node:test'
import { against, atShare, figureOf, inTurns, latencyOf, median } from './figures.ts'

test('the median is the middle value, whatever the order', () => {
  assert.equal(median([9, 1, 5]), 5)
  assert.equal(median([3]), 3)
})

test('of a hundred durations, all but one lie below the 99th share', () => {
  const durations = Array.from({ length: 100 }, (_, n) => n)
  assert.equal(atShare(durations, 0.99), 99)
  assert.equal(latencyOf('x', durations).p99, 99)
})

test('a ratio compares medians of one run, and the base has none', () => {
  const [base, other] = against([figureOf('base', '/s', [10, 20, 30]), figureOf('other', '/s', [5])], 'base')
  assert.equal(base?.ratio, undefined)
  assert.deepEqual(other?.ratio, { to: 'base', value: 0.25 })
})

test('cases are measured in turns', async () => {
  const order: string[] = []
  const work = (name: string) => () => order.push(name)
  assert.deepEqual(await inTurns(2, { a: work('a'), b: work('b') }), { a: [1, 3], b: [2, 4] })
  assert.deepEqual(order, ['a', 'b', 'a', 'b'])
})
