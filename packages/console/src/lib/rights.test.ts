import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '@keyward/contract'
import { TOLD_WITH } from './rights.ts'

for (const what of ['listRoles', 'getCatalogue'] as const)
  test(`the console asks for ${what} exactly where the server answers it`, () => {
    const rights = TOLD_WITH[what].map((resource) => `keyward/${resource}:read`)
    assert.deepEqual(rights.toSorted(), [...operations[what].authority].sort())
  })
