import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type MemberId,
  type Membership,
  type OrganizationId,
  type Permission,
  Policy,
  type RoleId,
  type Token,
  type TokenId,
} from '@keyward/contract'
import { decideTokenActs, type TokenAct } from './token-acts.ts'

const ME = 'mem_1' as MemberId
const membership = (...permissions: string[]): Membership => ({
  organization: {
    id: 'org_1' as OrganizationId,
    name: 'Acme',
    home: true,
    contact: null,
    policy: Policy.parse({}),
  },
  memberId: ME,
  externalId: null,
  role: { id: 'admin' as RoleId, name: 'Admin' },
  permissions: permissions as Permission[],
})
const ALL = membership(
  ...['api-tokens', 'personal-tokens', 'member-tokens']
    .flatMap((reach) =>
      ['create', 'update', 'regenerate', 'revoke', 'delete'].map((right) => `keyward/${reach}:${right}`),
    )
    .filter((right) => !/member-tokens:(create|update|regenerate)/.test(right)),
)

const token = (part: Partial<Token>): Token => ({
  id: 'A'.repeat(16) as TokenId,
  organizationId: 'org_1' as OrganizationId,
  name: 'ci',
  description: '',
  masked: 'kw_AAAA…BBBB',
  owner: { kind: 'organization' },
  createdBy: { kind: 'member', id: ME, name: 'Ada' },
  access: { kind: 'read_only' },
  permissions: [],
  conditions: { notBefore: null, addresses: null, rateLimit: null, usageCap: null },
  usesLeft: null,
  status: 'active',
  shownStatus: 'active',
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  expiresAt: null,
  revokeAtSignOut: false,
  lastUse: null,
  approval: null,
  revocation: null,
  versions: [],
  revision: 1,
  ...part,
})
const revoked = (reason: 'not_needed' | 'compromised', reinstatable: boolean): Token =>
  token({
    status: 'revoked',
    shownStatus: 'revoked',
    revocation: {
      at: '2026-11-21T12:00:00.000Z',
      by: { kind: 'member', id: ME, name: 'Ada' },
      reason,
      batchId: null,
      reinstatable,
    },
  })
const theirs = (): Token =>
  token({ owner: { kind: 'user', memberId: 'mem_2' as MemberId, externalId: null, name: 'Bo', email: null } })

function allowed(subject: Token, who: Membership = ALL): TokenAct[] {
  const acts = Object.entries(decideTokenActs(subject, who)) as [TokenAct, string | undefined][]
  return acts.filter(([, why]) => why === undefined).map(([act]) => act)
}

test('the state of a token says what can be done with it', () => {
  assert.deepEqual(allowed(token({})), ['edit', 'regenerate', 'revoke', 'delete'])
  assert.deepEqual(allowed(token({ shownStatus: 'pending', status: 'pending' })), [
    'edit',
    'revoke',
    'delete',
  ])
  assert.deepEqual(allowed(token({ shownStatus: 'expired' })), ['delete'])
  assert.deepEqual(allowed(revoked('not_needed', true)), ['reinstate', 'delete'])
  assert.deepEqual(allowed(revoked('compromised', false)), ['delete'])
})

test('nobody edits, regenerates or re-approves another member’s token', () => {
  assert.deepEqual(allowed(theirs()), ['revoke', 'delete'])
  assert.match(decideTokenActs(theirs(), ALL).edit ?? '', /only they can do this/)
})

test('a missing right is named, with whom to ask', () => {
  const { revoke } = decideTokenActs(token({}), membership('keyward/api-tokens:read'))
  assert.equal(
    revoke,
    'Your role may not revoke organisation tokens (keyward/api-tokens:revoke). Ask an organisation admin.',
  )
})

test('a final revocation says why it is final', () => {
  assert.match(decideTokenActs(revoked('compromised', false), ALL).reinstate ?? '', /final/)
})
