import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permission } from '@keyward/contract'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { indexOf } from '../catalogue/index-of.ts'
import { decideGrant } from './grant.ts'

const eight = [...indexOf(composeCatalogue([], 1)).all].slice(0, 8)
const subset = (bits: number): Set<Permission> => new Set(eight.filter((_, at) => bits & (1 << at)))

test('nobody hands on what they do not hold: all 65 536 pairs of subsets of eight permissions', () => {
  for (let wanted = 0; wanted < 256; wanted++)
    for (let held = 0; held < 256; held++) {
      const missing = [...subset(wanted & ~held)].sort()
      const expected = missing.length === 0 ? { allow: true } : { allow: false, missing }
      assert.deepEqual(decideGrant(subset(wanted), subset(held)), expected)
    }
})
