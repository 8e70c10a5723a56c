// Every role × credential × operation × relation, over HTTP, against an expectation that is written by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Operation, type OperationName, operations } from '@keyward/contract'
import { onEverythingElse, onForeignTokens, onMinting, onTokens, type Tally } from './cells.ts'
import { type Door, throughGraphql, throughRest } from './doors.ts'
import { ELSEWHERE, HOLDS, ON_ONE_TOKEN, PLAIN, type RoleName } from './expected.ts'
import { openWorld, type World } from './world.ts'

const ROLES = Object.keys(HOLDS) as RoleName[]
const DOORS: Record<string, (world: World) => Door | Promise<Door>> = {
  REST: throughRest,
  GraphQL: throughGraphql,
}

test('every operation that takes a right stands in the expectation', () => {
  const known = new Set([ON_ONE_TOKEN, PLAIN, ELSEWHERE].flatMap((table) => Object.keys(table)))
  const taking = (Object.keys(operations) as OperationName[]).filter((name) =>
    Array.isArray((operations[name] as Operation).authority),
  )
  assert.deepEqual(
    taking.filter((name) => !known.has(name)),
    [],
  )
})

for (const [name, through] of Object.entries(DOORS))
  test(`${name}, 0 leaks: nobody does more than they hold, nobody is kept from what they do hold`, async (t) => {
    const world = await openWorld(t)
    const door = await through(world)
    const tally: Tally = { cells: 0, leaks: [], locks: [] }
    for (const role of ROLES)
      for (const credential of await world.credentialsOf(role)) {
        const asking = { world, door, credential, who: `${role}, ${credential.name}`, tally }
        await onTokens(asking)
        await onEverythingElse(asking)
        await onMinting(asking)
      }
    const credential = await world.outsider()
    const outside = { world, door, credential, who: 'owner of another organisation', tally }
    await onEverythingElse(outside)
    await onForeignTokens(outside)
    t.diagnostic(`${tally.cells} cells, ${tally.leaks.length} leaks, ${tally.locks.length} wrongly refused`)
    assert.deepEqual(tally.leaks, [])
    assert.deepEqual(tally.locks, [])
  })
