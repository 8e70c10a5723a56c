import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyIndex, anyParts } from '../../../../test/parts/arbitrary-rights.ts'
import { accessRule, effectivePermissions, standing } from './effective.ts'
import { expandRule } from './expand.ts'
import { findWithheld } from './withheld.ts'

test('nothing is withheld that a token holds, and for all that it does not hold a bound is named', () => {
  fc.assert(
    fc.property(anyIndex, anyParts, fc.boolean(), (index, parts, home) => {
      const held = effectivePermissions(parts, index, home)
      const withheld = findWithheld(parts, index, home)
      for (const each of index.all) assert.equal(withheld.by(each).length === 0, held.has(each), each)
    }),
    { numRuns: 300 },
  )
})

test('what an access names is held or withheld, and nothing else is told as withheld', () => {
  fc.assert(
    fc.property(anyIndex, anyParts, fc.boolean(), (index, parts, home) => {
      const held = effectivePermissions(parts, index, home)
      const { named } = findWithheld(parts, index, home)
      const scopes = parts.access.kind === 'custom' ? parts.access.scopes : []
      const wanted = new Set([...expandRule(standing(accessRule(parts), index), index, home), ...scopes])
      assert.deepEqual([...held, ...named.map(({ permission }) => permission)].sort(), [...wanted].sort())
    }),
    { numRuns: 300 },
  )
})
