import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstNames } from './first-names.ts'

test('of any names the ten first are kept, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 60 }), (all) => {
      const first = firstNames()
      for (const name of all) first.add(name)
      assert.deepEqual(first.names, all.toSorted((a, b) => a.localeCompare(b)).slice(0, 10))
    }),
  )
})
