// Every role × credential × operation × relation, over HTTP, against an expectation that is written by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Operation, type OperationName, operations } from '@keyward/contract'
import type { Answer } from '../../../packages/server/test/house.ts'
import {
  ELSEWHERE,
  HOLDS,
  MANAGEMENT,
  ON_ONE_TOKEN,
  PLAIN,
  PRODUCT,
  PRODUCT_READ,
  type Relation,
  type RoleName,
  rightFor,
} from './expected.ts'
import { type Credential, openWorld, type World } from './world.ts'

const ROLES = Object.keys(HOLDS) as RoleName[]
const RELATIONS: readonly Relation[] = ['own', 'organization', 'member', 'elsewhere']
const declared = (name: OperationName): Operation => operations[name]

test('every operation that takes a right stands in the expectation', () => {
  const known = new Set([ON_ONE_TOKEN, PLAIN, ELSEWHERE].flatMap((table) => Object.keys(table)))
  const taking = (Object.keys(operations) as OperationName[]).filter((name) =>
    Array.isArray(declared(name).authority),
  )
  assert.deepEqual(
    taking.filter((name) => !known.has(name)),
    [],
  )
})

type Tally = { cells: number; leaks: string[]; locks: string[] }

test('0 leaks: nobody does more than they hold, nobody is kept from what they do hold', async (t) => {
  const world = await openWorld(t)
  const tally: Tally = { cells: 0, leaks: [], locks: [] }
  for (const role of ROLES)
    for (const credential of await world.credentialsOf(role)) {
      const who = `${role}, ${credential.name}`
      await onTokens(world, credential, who, tally)
      await onEverythingElse(world, credential, who, tally)
      await onMinting(world, credential, who, tally)
    }
  const outsider = await world.outsider()
  await onEverythingElse(world, outsider, 'owner of another organisation', tally)
  for (const name of Object.keys(ON_ONE_TOKEN) as OperationName[])
    await foreignToken(world, outsider, name, tally)
  t.diagnostic(`${tally.cells} cells, ${tally.leaks.length} leaks, ${tally.locks.length} wrongly refused`)
  assert.deepEqual(tally.leaks, [])
  assert.deepEqual(tally.locks, [])
})

async function onTokens(world: World, credential: Credential, who: string, tally: Tally): Promise<void> {
  for (const [name, { act, state, covers, body }] of entriesOf(ON_ONE_TOKEN))
    for (const relation of RELATIONS) {
      const tokenId = await world.target(relation, state, credential.person)
      const right = rightFor(act, relation, credential.person !== null)
      const covered = !covers || PRODUCT_READ.every((each) => credential.holds.has(each))
      const allowed = credential.live && right !== undefined && credential.holds.has(right) && covered
      const before = await world.changes()
      const answer = await askFor(world, name, credential, { tokenId }, body)
      judge(tally, `${who}: ${name}, ${relation}`, allowed, answer)
      if (!allowed && (await world.changes()) !== before)
        tally.leaks.push(`${who}: ${name}, ${relation} changed something`)
      if (relation === 'elsewhere' && credential.live && credential.holds.size > 20)
        await sameAsUnknown(world, name, credential, body, answer)
    }
}

/** Another organisation's id and one that never was give the same answer. */
async function sameAsUnknown(
  world: World,
  name: OperationName,
  credential: Credential,
  body: object | undefined,
  foreign: Answer,
): Promise<void> {
  const unknown = await askFor(world, name, credential, { tokenId: '0000000000000000' }, body)
  const shape = ({ status, body: { code, title, state } }: Answer) => ({ status, code, title, state })
  assert.deepEqual(shape(foreign), shape(unknown), name)
}

async function onEverythingElse(
  world: World,
  credential: Credential,
  who: string,
  tally: Tally,
): Promise<void> {
  for (const [name, { rights, params = {}, body }] of entriesOf(PLAIN)) {
    const allowed = credential.live && rights.some((right) => credential.holds.has(right))
    const before = allowed ? 0 : await world.changes()
    const answer = await askFor(world, name, credential, params, body)
    judge(tally, `${who}: ${name}`, allowed, answer)
    if (!allowed && (await world.changes()) !== before) tally.leaks.push(`${who}: ${name} changed something`)
  }
}

/** Each permission by itself, and each access: what was minted is used, and does no more than its maker may. */
async function onMinting(world: World, credential: Credential, who: string, tally: Tally): Promise<void> {
  const { holds, live, person } = credential
  const wanted = [
    ...[...PRODUCT, ...MANAGEMENT].map((scope) => ({
      access: { kind: 'custom', scopes: [scope] },
      carries: [scope],
    })),
    { access: { kind: 'read_only' }, carries: PRODUCT_READ },
    { access: { kind: 'full_access' }, carries: PRODUCT },
    { access: { kind: 'role', role: 'admin' }, carries: HOLDS.admin },
    { access: { kind: 'role', role: 'viewer' }, carries: HOLDS.viewer },
  ]
  for (const owner of ['organization', 'user'] as const)
    for (const { access, carries } of wanted) {
      const right = owner === 'organization' ? 'keyward/api-tokens:create' : 'keyward/personal-tokens:create'
      const allowed =
        live &&
        holds.has(right) &&
        carries.every((each) => holds.has(each)) &&
        (owner === 'organization' || person !== null)
      const body = { name: 'minted', owner, access }
      const answer = await world.ask('POST', '/v1/tokens', { as: credential.as, body })
      const cell = `${who}: minting ${owner} ${JSON.stringify(access)}`
      tally.cells += 1
      if (allowed !== (answer.status === 201))
        (allowed ? tally.locks : tally.leaks).push(`${cell}: ${answer.text}`)
      if (answer.status !== 201) continue
      const { body: verdict } = await world.ask('GET', '/v1/verify', { as: answer.body.plaintext })
      const beyond = verdict.permissions.filter((each: string) => !holds.has(each) || !carries.includes(each))
      if (beyond.length > 0) tally.leaks.push(`${cell} may ${beyond.join(' ')}`)
      if (verdict.permissions.length !== carries.length)
        tally.locks.push(`${cell}: ${verdict.permissions.join(' ')}`)
    }
}

async function foreignToken(
  world: World,
  outsider: Credential,
  name: OperationName,
  tally: Tally,
): Promise<void> {
  const operation = ON_ONE_TOKEN[name]
  if (!operation) return
  const tokenId = await world.target('organization', operation.state, null)
  const answer = await askFor(world, name, outsider, { tokenId }, operation.body)
  judge(tally, `owner of another organisation: ${name}`, false, answer)
}

function judge(tally: Tally, cell: string, allowed: boolean, { status, text }: Answer): void {
  tally.cells += 1
  const refused = status === 401 || status === 403 || (status === 404 && !allowed)
  if (status >= 500) tally.leaks.push(`${cell}: ${status} ${text}`)
  else if (!allowed && !refused) tally.leaks.push(`${cell}: ${status} ${text}`)
  else if (allowed && refused) tally.locks.push(`${cell}: ${status} ${text}`)
}

function askFor(
  world: World,
  name: OperationName,
  { as }: Credential,
  params: Record<string, string>,
  body: object | undefined,
): Promise<Answer> {
  const { method, path } = declared(name)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => params[field] ?? '')
  return world.ask(method, url, { as, ...(body && { body }) })
}

const entriesOf = <T>(table: Partial<Record<OperationName, T>>): [OperationName, T][] =>
  (Object.entries(table) as [OperationName, T][]).filter(([name]) => name in operations)
