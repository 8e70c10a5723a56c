import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { OrganizationId, Policy, type TokenId } from '@keyward/contract'
import type { Actor } from '@keyward/core'
import { openSetUpServer, type Session } from '../../../packages/server/test/parts/house.ts'
import { HOLDS, HOLDS_ELSEWHERE, PRODUCT_READ, type Relation, type RoleName } from './expected.ts'

/** One way to ask: with what, holding what, as whose authority. */
export type Credential = {
  name: string
  as: string | Session
  holds: ReadonlySet<string>
  /** Whether it is good for anything at all. */
  live: boolean
  /** Whose own tokens are `own`; null for an organisation's token. */
  person: Actor | null
}

const PASSWORD = 'correct horse battery'
const NARROW = 'keyward/personal-tokens:read'

/** The home organisation with a person of each role, one of no role’s concern, and another organisation. */
export async function openWorld(t: TestContext) {
  const house = await openSetUpServer(t)
  const { ask, owner, keyward } = house
  const home = OrganizationId.parse(house.organizationId)
  const host: Actor = { kind: 'host', organizationId: home, name: 'matrix' }
  const other = await keyward.organizations.put({ externalId: 'beta', name: 'Beta' })
  const elsewhere: Actor = { kind: 'host', organizationId: other.id, name: 'matrix' }
  const made = await ask('POST', '/v1/roles', {
    as: owner,
    body: {
      name: 'Auditor',
      description: 'Reads the audit log, and ends members’ tokens.',
      rule: { product: 'read', management: HOLDS.auditor.filter((each) => each.startsWith('keyward/')) },
    },
  })
  assert.equal(made.status, 201, made.text)
  const roleId = (role: RoleName): string => (role === 'auditor' ? made.body.id : role)
  const bystander = await house.person({
    name: 'Zoe',
    email: 'zoe@acme.example',
    password: PASSWORD,
    role: 'viewer',
  })
  const memberActor = (memberId: string, organizationId = home): Actor =>
    ({ kind: 'member', organizationId, memberId }) as Actor

  /** The credentials of one role: a person's session, their tokens of every kind, and an organisation's. */
  const credentialsOf = async (role: RoleName): Promise<Credential[]> => {
    const email = `${role}@acme.example`
    const { member } = await house.person({ name: role, email, password: PASSWORD, role: roleId(role) })
    const person = memberActor(member.id)
    const holds = new Set<string>(HOLDS[role])
    const mint = async (scopes: readonly string[], expired = false) => {
      // A viewer may not mint for itself; what its token may do is bounded by its role all the same.
      const { token, plaintext } = await keyward.generateToken(
        { kind: 'host', organizationId: home, name: 'matrix' },
        { name: `${role} token`, owner: 'organization', access: { kind: 'custom', scopes: [...scopes] } },
      )
      await give(token.id, member.id, expired)
      return plaintext
    }
    const give = (tokenId: TokenId, memberId: string, expired: boolean) =>
      house.store.transact(async ({ tokens }) => {
        const stored = await tokens.lock(home, tokenId)
        assert.ok(stored)
        await tokens.update({
          ...stored.token,
          owner: { kind: 'user', memberId: memberId as never },
          ...(expired && { expiresAt: house.now() - 1 }),
        })
      })
    const organization = await keyward.generateToken(host, {
      name: `${role} machine`,
      owner: 'organization',
      // Owner is a role for people; the same rights stand under Admin.
      access: { kind: 'role', role: roleId(role === 'owner' ? 'admin' : role) },
    })
    const dead = await mint(HOLDS[role])
    await keyward.revokeToken(host, { tokenId: idOf(dead) })
    const none = new Set<string>()
    return [
      { name: 'session', as: await house.signIn(email, PASSWORD), holds, live: true, person },
      { name: 'personal token', as: await mint(HOLDS[role]), holds, live: true, person },
      { name: 'organisation token', as: organization.plaintext, holds, live: true, person: null },
      { name: 'narrower token', as: await mint([NARROW]), holds: new Set([NARROW]), live: true, person },
      { name: 'zero-scope token', as: await mint([]), holds: none, live: true, person },
      { name: 'expired token', as: await mint(HOLDS[role], true), holds: none, live: false, person },
      { name: 'revoked token', as: dead, holds: none, live: false, person },
    ]
  }

  /** The owner of another organisation, by session. */
  const outsider = async (): Promise<Credential> => {
    const email = 'owner@beta.example'
    const { member } = await house.person({
      name: 'Bea',
      email,
      password: PASSWORD,
      role: 'owner',
      organizationId: other.id,
    })
    return {
      name: 'session',
      as: await house.signIn(email, PASSWORD),
      holds: new Set(HOLDS_ELSEWHERE),
      live: true,
      person: memberActor(member.id, other.id),
    }
  }

  /** A fresh read-only token in the relation and state that a cell wants. */
  const target = async (
    relation: Relation,
    state: 'active' | 'revoked' | 'pending',
    person: Actor | null,
    within: 'home' | 'other' = 'home',
  ): Promise<string> => {
    const actor = (relation === 'elsewhere') === (within === 'home') ? elsewhere : host
    if (state === 'pending') await setApproval(actor, 'all')
    const { token } = await keyward.generateToken(actor, {
      name: 'target',
      owner: 'organization',
      access: { kind: 'custom', scopes: [...PRODUCT_READ] },
      justification: 'because',
    })
    if (state === 'pending') await setApproval(actor, 'none')
    if (state === 'revoked') await keyward.revokeToken(actor, { tokenId: token.id })
    const ownerOf = relation === 'own' ? (person ?? memberActor(bystander.member.id)) : undefined
    const memberId =
      relation === 'member' ? bystander.member.id : ownerOf?.kind === 'member' ? ownerOf.memberId : undefined
    if (memberId)
      await house.store.transact(async ({ tokens }) => {
        const stored = await tokens.lock(actor.organizationId, token.id)
        if (stored) await tokens.update({ ...stored.token, owner: { kind: 'user', memberId } })
      })
    return token.id
  }

  const setApproval = (actor: Actor, approval: Policy['approval']) =>
    keyward.updateSettings(actor, { policy: { ...Policy.parse({}), approval } })

  /** How many changes the organisation has seen: a refused cell makes none. */
  const changes = async () => (await house.store.reads.audit.head(home))?.sequence ?? 0

  return { ...house, home, credentialsOf, outsider, target, changes }
}

export type World = Awaited<ReturnType<typeof openWorld>>

const idOf = (plaintext: string): TokenId => plaintext.split('_')[1] as TokenId
