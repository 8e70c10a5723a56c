import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogue, type MemberId, type RevokeReason } from '@keyward/contract'
import { member, memberId, NOW, organization, secret, token, tokenId } from '../../test/stores.ts'
import { indexOf } from '../catalogue/index-of.ts'
import type { TokenFacts } from '../token/record.ts'
import { audienceOf, decideNotices } from './decide-notices.ts'
import type { Happening } from './happening.ts'

const LEAK = { name: { kind: 'system', id: null, name: 'leak report' }, member: null } as const
const OPERATOR = { name: { kind: 'token', id: 'x', name: 'Notes service' }, member: null } as const

const recipient = (n: number) => ({
  memberId: memberId(n),
  name: `Member ${n}`,
  address: `${n}@x.example`,
  muted: [],
})
const circle = {
  admins: [recipient(1), recipient(2)],
  approvers: [],
  members: new Map([
    [memberId(2), recipient(2)],
    [memberId(3), recipient(3)],
  ]),
}

function revoked(by: Happening['by'], reason: RevokeReason, owner: MemberId | null): Happening {
  const record = token(tokenId(7), {
    status: 'revoked',
    ...(owner && { owner: { kind: 'user', memberId: owner } }),
    revocation: { at: NOW, by: by.name, reason, batchId: null },
  })
  const facts: TokenFacts = {
    token: record,
    secrets: [secret(record.id)],
    organization: organization(),
    owner: owner && member(owner === memberId(2) ? 2 : 3),
    roles: { access: undefined, owner: undefined },
  }
  return { kind: 'token.revoked', at: NOW, by, token: facts, batchId: null }
}

const told = (happening: Happening) =>
  decideNotices(
    [happening],
    circle,
    organization().settings.notices,
    indexOf(Catalogue.parse({ revision: 1, apis: [], declared: [] })),
  ).map(({ to }) => to.address)

test('[B10] of a leaked token the owner and every admin are told, each once; of an organisation’s the admins', () => {
  assert.deepEqual(told(revoked(LEAK, 'compromised', memberId(3))), [
    '3@x.example',
    '1@x.example',
    '2@x.example',
  ])
  assert.deepEqual(told(revoked(LEAK, 'compromised', memberId(2))), ['2@x.example', '1@x.example'])
  assert.deepEqual(told(revoked(LEAK, 'compromised', null)), ['1@x.example', '2@x.example'])
  assert.equal(audienceOf([revoked(LEAK, 'compromised', null)]).admins, true)
})

test('of any other revocation the admins are not told', () => {
  assert.deepEqual(told(revoked(OPERATOR, 'compromised', memberId(3))), ['3@x.example'])
  assert.deepEqual(told(revoked(OPERATOR, 'not_needed', null)), [])
})
