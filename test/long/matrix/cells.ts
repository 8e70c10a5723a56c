// What the cells of the matrix ask, and what of an answer is a leak or a lock.
import assert from 'node:assert/strict'
import { type OperationName, operations } from '@keyward/contract'
import type { Answer } from '../../../packages/server/test/parts/house.ts'
import type { Door } from './doors.ts'
import {
  HOLDS,
  MANAGEMENT,
  ON_ONE_TOKEN,
  PLAIN,
  PRODUCT,
  PRODUCT_READ,
  type Relation,
  rightFor,
} from './expected.ts'
import type { Credential, World } from './world.ts'

const RELATIONS: readonly Relation[] = ['own', 'organization', 'member', 'elsewhere']

export type Tally = { cells: number; leaks: string[]; locks: string[] }
/** Who asks, through which door, and what came of it so far. */
export type Asking = { world: World; door: Door; credential: Credential; who: string; tally: Tally }

export async function onTokens({ world, door, credential, who, tally }: Asking): Promise<void> {
  const { as, holds, live, person } = credential
  for (const [name, { act, state, covers, body }] of entriesOf(ON_ONE_TOKEN))
    for (const relation of RELATIONS) {
      const tokenId = await world.target(relation, state, person)
      const right = rightFor(act, relation, person !== null)
      const covered = !covers || PRODUCT_READ.every((each) => holds.has(each))
      const allowed = live && right !== undefined && holds.has(right) && covered
      const before = await world.changes()
      const answer = await door.ask(name, as, { tokenId }, body)
      judge(tally, `${who}: ${name}, ${relation}`, allowed, answer)
      if (!allowed && (await world.changes()) !== before)
        tally.leaks.push(`${who}: ${name}, ${relation} changed something`)
      if (relation === 'elsewhere' && live && holds.size > 20) {
        // Another organisation's id and one that never was give the same answer.
        const unknown = await door.ask(name, as, { tokenId: '0000000000000000' }, body)
        assert.deepEqual(shapeOf(answer), shapeOf(unknown), name)
      }
    }
}

const shapeOf = ({ status, body: { code, title, state } }: Answer) => ({ status, code, title, state })

export async function onEverythingElse({ world, door, credential, who, tally }: Asking): Promise<void> {
  const { as, holds, live } = credential
  for (const [name, { rights, params = {}, body }] of entriesOf(PLAIN)) {
    if (!door.leadsTo(name)) continue
    const allowed = live && rights.some((right) => holds.has(right))
    const before = allowed ? 0 : await world.changes()
    const answer = await door.ask(name, as, params, body)
    judge(tally, `${who}: ${name}`, allowed, answer)
    if (!allowed && (await world.changes()) !== before) tally.leaks.push(`${who}: ${name} changed something`)
  }
}

/** Each permission by itself, and each access: what was minted is used, and does no more than its maker may. */
export async function onMinting({ world, door, credential, who, tally }: Asking): Promise<void> {
  const { as, holds, live, person } = credential
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
      const answer = await door.ask('generateToken', as, {}, { name: 'minted', owner, access })
      const cell = `${who}: minting ${owner} ${JSON.stringify(access)}`
      const minted: unknown = answer.body?.plaintext
      tally.cells += 1
      if (allowed !== (typeof minted === 'string'))
        (allowed ? tally.locks : tally.leaks).push(`${cell}: ${answer.text}`)
      if (typeof minted !== 'string') continue
      const { body: verdict } = await world.ask('GET', '/v1/verify', { as: minted })
      const beyond = verdict.permissions.filter((each: string) => !holds.has(each) || !carries.includes(each))
      if (beyond.length > 0) tally.leaks.push(`${cell} may ${beyond.join(' ')}`)
      if (verdict.permissions.length !== carries.length)
        tally.locks.push(`${cell}: ${verdict.permissions.join(' ')}`)
    }
}

/** Somebody of another organisation, on tokens of this one. */
export async function onForeignTokens({ world, door, credential, who, tally }: Asking): Promise<void> {
  for (const [name, { state, body }] of entriesOf(ON_ONE_TOKEN)) {
    const tokenId = await world.target('organization', state, null)
    judge(tally, `${who}: ${name}`, false, await door.ask(name, credential.as, { tokenId }, body))
  }
}

function judge(tally: Tally, cell: string, allowed: boolean, { status, text }: Answer): void {
  tally.cells += 1
  const refused = status === 401 || status === 403 || (status === 404 && !allowed)
  if (status >= 500) tally.leaks.push(`${cell}: ${status} ${text}`)
  else if (!allowed && !refused) tally.leaks.push(`${cell}: ${status} ${text}`)
  else if (allowed && refused) tally.locks.push(`${cell}: ${status} ${text}`)
}

const entriesOf = <T>(table: Partial<Record<OperationName, T>>): [OperationName, T][] =>
  (Object.entries(table) as [OperationName, T][]).filter(([name]) => name in operations)
