import assert from 'node:assert/strict'
import type { MemberId, OrganizationId, RoleId, TokenId } from '@keyward/contract'
import { KeywardError } from '@keyward/contract'
import fc from 'fast-check'
import type { House } from '../../packages/core/test/house.ts'
import * as model from './model.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NEVER = Number.POSITIVE_INFINITY
const ROLES: readonly model.RoleName[] = ['viewer', 'developer', 'admin', 'custom']
const APPROVALS = ['none', 'none', 'organization', 'all'] as const

/** What somebody does next; which of those that there are is decided when it happens. */
export type Step = { act: keyof typeof ACTS; who: number; what: number; how: number }

type Member = { id: MemberId; externalId: string; as: model.ModelMember }
type Token = { id: TokenId; texts: string[]; as: model.ModelToken }
type Organization = {
  id: OrganizationId
  externalId: string
  customRole: RoleId
  members: Member[]
  batches: { id: string; by: Member }[]
  as: model.ModelOrganization
}
type World = { house: House; organizations: Organization[]; tokens: Token[] }
type Scene = {
  world: World
  of: Organization
  who: Member
  token: Token | undefined
  step: Step
  now: number
}

const host = ({ id }: Organization) => ({ kind: 'host', organizationId: id, name: 'test' }) as const
const actorOf = ({ of, who }: Scene) => ({ kind: 'member', organizationId: of.id, memberId: who.id }) as const
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T

let opened = 0

/** Two organisations of the same make, with one Owner each who stays. */
export async function openWorld(house: House): Promise<World> {
  const organizations = [await openOrganization(house), await openOrganization(house)]
  return { house, organizations, tokens: [] }
}

async function openOrganization({ keyward }: House): Promise<Organization> {
  opened += 1
  const externalId = `history-${opened}`
  const { id } = await keyward.organizations.put({ externalId, name: externalId })
  const made: Organization = {
    id,
    externalId,
    customRole: 'viewer' as RoleId,
    members: [],
    batches: [],
    as: { custom: [...model.READS], approval: 'none', tokens: [] },
  }
  await keyward.updateSettings(host(made), { seatsPerMember: model.SEATS })
  const role = await keyward.createRole(host(made), { name: 'own', rule: ruleOf(made.as.custom) })
  made.customRole = role.id
  for (const name of ['owner', ...ROLES] as const) await addMember(keyward, made, name)
  return made
}

const ruleOf = (product: readonly string[]) => ({
  product: [...product],
  management: [
    ...['read', 'create', 'update', 'regenerate', 'revoke', 'delete'].flatMap((action) => [
      `keyward/personal-tokens:${action}`,
      `keyward/api-tokens:${action}`,
    ]),
  ],
})

async function addMember(keyward: House['keyward'], of: Organization, role: model.RoleName): Promise<void> {
  const externalId = `person-${of.members.length}`
  const input = { organization: of.externalId, externalId, role: roleId(of, role), name: externalId }
  const { id } = await keyward.members.put(input)
  of.members.push({ id, externalId, as: { role, state: 'active' } })
}

const roleId = ({ customRole }: Organization, role: model.RoleName): string =>
  role === 'custom' ? customRole : role

/** Does something that the model allows or not: core must agree. Answers what came back, or undefined if refused. */
async function agreed<T>(allowed: boolean, what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    const done = await work()
    assert.ok(allowed, `${what} was done, and must not be`)
    return done
  } catch (error) {
    if (!(error instanceof KeywardError)) throw error
    assert.ok(!allowed, `${what} was refused: ${error.code} ${error.message}`)
    return undefined
  }
}

function accessOf(how: number): model.ModelAccess {
  const kind = pick(['read_only', 'full_access', 'custom', 'role'] as const, how)
  const rest = Math.floor(how / 4)
  if (kind === 'role') return { kind, role: pick([...ROLES, 'owner'] as const, rest) }
  if (kind !== 'custom') return { kind }
  return { kind, scopes: model.EVERYTHING.filter((_, n) => (rest >> n) % 2 === 1) }
}

async function generate(scene: Scene): Promise<void> {
  const { world, of, who, step, now } = scene
  const access = accessOf(step.how)
  const owner = step.what % 2 === 0 ? 'organization' : who.as
  const days = pick([1, 2, 3, null], step.what >> 1)
  const allowed = model.mayGenerate(who.as, owner, access, of.as, now)
  const minted = await agreed(allowed, 'generating', () =>
    world.house.keyward.generateToken(actorOf(scene), {
      name: 'x',
      owner: owner === 'organization' ? owner : 'user',
      access:
        access.kind === 'role'
          ? { kind: 'role', role: roleId(of, access.role) }
          : access.kind === 'custom'
            ? { kind: 'custom', scopes: [...access.scopes] }
            : access,
      duration: days === null ? 'unlimited' : { days },
      justification: 'for the history',
    }),
  )
  if (!minted?.plaintext) return
  const as: model.ModelToken = {
    owner,
    askedBy: who.as,
    access,
    ceiling: owner === 'organization' ? model.rightsOf(who.as, of.as) : new Set(model.EVERYTHING),
    expiresAt: days === null ? NEVER : now + days * DAY_MS,
    state: model.waits(owner, of.as) ? 'pending' : 'active',
    batch: null,
  }
  of.as.tokens.push(as)
  world.tokens.push({ id: minted.token.id, texts: [minted.plaintext], as })
}

async function regenerate(scene: Scene, token: Token): Promise<void> {
  const allowed = model.mayRegenerate(scene.who.as, token.as, scene.of.as, scene.now)
  const minted = await agreed(allowed, 'regenerating', () =>
    scene.world.house.keyward.regenerateToken(actorOf(scene), { tokenId: token.id }),
  )
  if (minted?.plaintext) token.texts.unshift(minted.plaintext)
}

async function revoke(scene: Scene, token: Token): Promise<void> {
  const compromised = scene.step.how % 4 === 0
  const allowed = model.mayRevoke(scene.who.as, token.as, scene.of.as, scene.now, compromised)
  const done = await agreed(allowed, 'revoking', () =>
    scene.world.house.keyward.revokeToken(actorOf(scene), {
      tokenId: token.id,
      reason: compromised ? 'compromised' : 'superseded',
    }),
  )
  if (done) token.as.state = compromised ? 'compromised' : 'revoked'
}

async function reinstate(scene: Scene, token: Token): Promise<void> {
  const allowed = model.mayReinstate(scene.who.as, token.as, scene.of.as, scene.now)
  const done = await agreed(allowed, 're-approving', () =>
    scene.world.house.keyward.reinstateToken(actorOf(scene), { tokenId: token.id }),
  )
  if (done) bringBack(scene, token.as)
}

function bringBack({ of, who }: Scene, token: model.ModelToken): void {
  token.state = model.waits(token.owner, of.as) ? 'pending' : 'active'
  if (token.state === 'pending') token.askedBy = who.as
  token.batch = null
}

async function remove(scene: Scene, token: Token): Promise<void> {
  const { of, who, step, now, world } = scene
  const revoking = step.how % 2 === 0
  const allowed = model.mayDelete(who.as, token.as, of.as, now, revoking)
  const done = await agreed(allowed, 'deleting', () =>
    world.house.keyward.deleteToken(actorOf(scene), { tokenId: token.id, revoke: revoking }),
  )
  if (!done) return
  token.as.state = 'erased'
  of.as.tokens = of.as.tokens.filter((each) => each !== token.as)
}

async function decide(scene: Scene, token: Token): Promise<void> {
  const { of, who, step, now, world } = scene
  const { keyward } = world.house
  const call = { tokenId: token.id }
  if (step.how % 3 > 0) {
    const allowed = model.mayApprove(who.as, token.as, of.as, now)
    const done = await agreed(allowed, 'approving', () => keyward.approveToken(actorOf(scene), call))
    if (done) token.as.state = 'active'
    return
  }
  const allowed = model.mayDecide(who.as, token.as, of.as, now)
  const done = await agreed(allowed, 'denying', () => keyward.denyToken(actorOf(scene), call))
  if (done) token.as.state = 'denied'
}

async function revokeAll(scene: Scene): Promise<void> {
  const { of, who, now, world } = scene
  const { keyward } = world.house
  const ended = model.endedByBulk(who.as, of.as, now)
  const selection = { filter: {} }
  const preview = await agreed(ended !== undefined, 'previewing', () =>
    keyward.previewRevocation(actorOf(scene), { selection }),
  )
  if (!ended || !preview) return
  assert.equal(preview.tokens, ended.length)
  if (ended.length === 0) return
  const { batchId } = preview
  const done = await keyward.revokeTokens(actorOf(scene), { selection, expected: ended.length, batchId })
  assert.deepEqual(done.revoked.sort(), idsOf(world, ended))
  for (const token of ended) Object.assign(token, { state: 'revoked', batch: batchId })
  of.batches.push({ id: batchId, by: who })
}

const idsOf = ({ tokens }: World, some: readonly model.ModelToken[]): TokenId[] =>
  tokens
    .filter(({ as }) => some.includes(as))
    .map(({ id }) => id)
    .sort()

async function undo(scene: Scene): Promise<void> {
  const { of, world, now, who } = scene
  const batch = of.batches.at(-1)
  if (!batch) return
  const left = world.tokens.filter(
    ({ as }) => of.as.tokens.includes(as) && as.batch === batch.id && model.maySee(who.as, as, of.as),
  )
  const back: TokenId[] = []
  const before = new Map(left.map(({ as }) => [as, { ...as }]))
  // In the order of the ids: which of them gets the last seat depends on it.
  for (const token of left.sort((a, b) => (a.id < b.id ? -1 : 1)))
    if (model.mayReinstate(who.as, token.as, of.as, now)) {
      bringBack(scene, token.as)
      back.push(token.id)
    }
  const done = await agreed(left.length > 0, 'undoing', () =>
    world.house.keyward.reinstateTokens(actorOf(scene), { batchId: batch.id as never }),
  )
  if (!done) for (const [token, was] of before) Object.assign(token, was)
  else assert.deepEqual(done.reinstated.sort(), back)
}

async function changeRole({ world, of, who, step }: Scene): Promise<void> {
  if (who === of.members[0] || who.as.state === 'removed') return
  const role = pick(ROLES, step.how)
  await world.house.keyward.updateMember(host(of), { memberId: who.id, role: roleId(of, role) })
  who.as.role = role
}

async function changeCustom({ world, of, step }: Scene): Promise<void> {
  const product = model.PRODUCT.filter((_, n) => (step.how >> n) % 2 === 1)
  const { revision } = await world.house.keyward.getRole(host(of), { roleId: of.customRole })
  await world.house.keyward.updateRole(host(of), { roleId: of.customRole, rule: ruleOf(product), revision })
  of.as.custom = product
}

async function changeState({ world, of, who, step, now }: Scene): Promise<void> {
  if (who === of.members[0] || who.as.state === 'removed') return
  const { keyward } = world.house
  const next = pick(['inactive', 'active', 'active', 'removed'] as const, step.how)
  const memberId = who.id
  if (next === 'inactive') await keyward.deactivateMember(host(of), { memberId })
  if (next === 'active') await keyward.reactivateMember(host(of), { memberId })
  if (next === 'removed') await keyward.removeMember(host(of), { memberId })
  who.as.state = next
  if (next !== 'removed') return
  for (const token of of.as.tokens)
    if (token.owner === who.as && model.isUnended(token, now)) token.state = 'revoked'
}

async function changePolicy({ world, of, step }: Scene): Promise<void> {
  const approval = pick(APPROVALS, step.how)
  const { policy } = await world.house.keyward.getSettings(host(of), {})
  await world.house.keyward.updateSettings(host(of), { policy: { ...policy, approval } })
  of.as.approval = approval
}

const onToken =
  (act: (scene: Scene, token: Token) => Promise<void>) =>
  async (scene: Scene): Promise<void> => {
    if (scene.token) await act(scene, scene.token)
  }

const ACTS = {
  generate,
  regenerate: onToken(regenerate),
  revoke: onToken(revoke),
  reinstate: onToken(reinstate),
  delete: onToken(remove),
  decide: onToken(decide),
  revokeAll,
  undo,
  changeRole,
  changeCustom,
  changeState,
  changePolicy,
  join: async ({ world, of, step }: Scene) => {
    if (of.members.length < 8) await addMember(world.house.keyward, of, pick(ROLES, step.how))
  },
  pass: async ({ world, step }: Scene) => world.house.clock.pass((1 + (step.how % 12)) * HOUR_MS),
} as const

const OFTEN: readonly (keyof typeof ACTS)[] = [
  ...Array<'generate'>(12).fill('generate'),
  ...Array<'decide'>(8).fill('decide'),
  ...Array<'reinstate'>(6).fill('reinstate'),
  ...(['regenerate', 'regenerate', 'regenerate', 'revoke', 'revoke', 'undo'] as const),
]

/** Steps, with those oftener that make and move tokens. */
export const anyStep: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[]), ...OFTEN),
  who: fc.nat(1000),
  what: fc.nat(1000),
  how: fc.nat(4095),
})

/** From what an act is mostly about: every fourth time from all that there are, deleted and foreign ones with them. */
const ABOUT: Partial<Record<Step['act'], model.ModelToken['state']>> = {
  decide: 'pending',
  reinstate: 'revoked',
  regenerate: 'active',
}

function pickToken({ tokens }: World, of: Organization, { act, what }: Step): Token | undefined {
  const own = tokens.filter(({ as }) => of.as.tokens.includes(as) && as.state === (ABOUT[act] ?? as.state))
  const from = what % 4 > 0 && own.length > 0 ? own : tokens
  return from.length > 0 ? pick(from, what >> 2) : undefined
}

/** Takes one step, then asks about some of the tokens whether they are what the model says. */
export async function take(world: World, step: Step): Promise<void> {
  const of = pick(world.organizations, step.who)
  const who = pick(of.members, step.who >> 1)
  const token = pickToken(world, of, step)
  await ACTS[step.act]({ world, of, who, token, step, now: world.house.clock.now() })
  for (const each of world.tokens.slice(-3)) await check(world, each)
  if (token) await check(world, token)
}

/** Verification agrees with the model, also for the values of before. */
export async function check({ house, organizations }: World, { texts, as }: Token): Promise<void> {
  const of = organizations.find((each) => each.as.tokens.includes(as))
  const good = of !== undefined && model.isGood(as, house.clock.now())
  const [current = '', before] = texts
  const verdict = await house.keyward.verify(current)
  assert.equal(verdict.valid, good, JSON.stringify(verdict))
  if (verdict.valid && of) {
    const may = verdict.permissions.filter((each) => model.EVERYTHING.includes(each))
    assert.deepEqual([...may].sort(), [...model.effective(as, of.as)].sort())
  }
  if (before) assert.equal((await house.keyward.verify(before)).valid, false)
}

/** At the end: every token, every seat, and the chain of each organisation. */
export async function checkAll(world: World): Promise<void> {
  const { keyward, clock } = world.house
  for (const token of world.tokens) await check(world, token)
  for (const of of world.organizations) {
    const { members } = await keyward.listMembers(host(of), { limit: 50 })
    for (const { id, as } of of.members) {
      const counted = members.find((each) => each.id === id)
      const { total } = await keyward.listTokens(host(of), {
        reach: 'members',
        status: ['active', 'pending', 'stopped'],
        member: id,
        limit: 1,
      })
      assert.equal(total, model.seatsTaken(as, of.as, clock.now()))
      assert.ok(total <= model.SEATS)
      assert.equal(counted !== undefined, as.state !== 'removed')
    }
    assert.equal((await keyward.verifyAuditChain(host(of), {})).ok, true)
  }
}
