import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { replaceSome } from './gradual-rows.ts'

const rowsOf = (ids: string) => [...ids].map((id) => ({ id }))
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join('')
const step = (before: string, rows: string, most: number) =>
  idsOf(replaceSome(rowsOf(before), rowsOf(rows), most))

test('a few new rows take the place of old ones from the top', () => {
  assert.equal(step('', 'abcdef', 4), 'abcd')
  assert.equal(step('abcdef', 'uvwxyz', 2), 'uvcdef')
  assert.equal(step('uvcdef', 'uvwxyz', 2), 'uvwxef')
})

test('rows that go, and rows that stay, cost nothing', () => {
  assert.equal(step('abcdef', 'acf', 0), 'acf')
  assert.equal(step('abcdef', 'abcdef', 0), 'abcdef')
  assert.equal(step('abc', '', 0), '')
})

test('a row that moves up costs as much as a new one', () => {
  assert.equal(step('abcdef', 'fedcba', 1), 'fe')
  assert.equal(step('abcdef', 'adbcef', 1), 'adbef')
})

test('a row that stood already is as it is now, wherever it stands meanwhile', () => {
  const [before, rows] = [
    rowsOf('abc').map((row) => ({ ...row, told: 'before' })),
    rowsOf('xybc').map((row) => ({ ...row, told: 'now' })),
  ]
  assert.deepEqual(replaceSome(before, rows, 1), [
    { id: 'x', told: 'now' },
    { id: 'b', told: 'now' },
    { id: 'c', told: 'now' },
  ])
})

const someRows = fc
  .shuffledSubarray([...'abcdefghijklmnop'], { maxLength: 16 })
  .map((ids) => rowsOf(ids.join('')))

test('whatever stood before, each step puts at most so many rows and no row twice, and the last one ends it', () => {
  fc.assert(
    fc.property(someRows, someRows, fc.integer({ min: 1, max: 5 }), (first, rows, most) => {
      let drawn: readonly { id: string }[] = first
      for (let steps = 0; drawn !== rows; steps++) {
        const next = replaceSome(drawn, rows, most)
        assert.equal(new Set(idsOf(next)).size, next.length)
        assert.ok(putByReact(idsOf(drawn), idsOf(next)) <= most)
        assert.ok(steps <= rows.length, `${idsOf(first)} to ${idsOf(rows)}`)
        drawn = next
      }
    }),
  )
})

/** How many rows a browser is given anew: those that did not stand, or stood above one that is now before them. */
function putByReact(before: string, after: string): number {
  let last = -1
  let put = 0
  for (const id of after) {
    const from = before.indexOf(id)
    if (from > last) last = from
    else put++
  }
  return put
}
