import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MemberId } from '@keyward/contract'
import fc from 'fast-check'
import { composeCatalogue } from '../../test/compose-catalogue.ts'
import { NOTES } from '../../test/notes-catalogue.ts'
import { member, memberId, NOW, organization, secret, token, tokenId } from '../../test/stores.ts'
import { indexOf } from '../catalogue/index-of.ts'
import type { TokenFacts, TokenRecord } from '../token/record.ts'
import { audienceOf, type Circle, decideNotices } from './decide-notices.ts'
import type { Happening } from './happening.ts'
import type { Recipient } from './notice.ts'
import { MOST_IN_AN_HOUR, placeNotices } from './place-notices.ts'
import { widens } from './widens.ts'

const INDEX = indexOf(composeCatalogue([NOTES], 1))
const PEOPLE = [1, 2, 3, 4, 5].map((n) => memberId(n))
const KINDS = [
  'token.generated',
  'token.updated',
  'token.regenerated',
  'token.revoked',
  'token.reinstated',
  'token.deleted',
  'token.expiring',
  'approval.requested',
  'approval.granted',
  'approval.denied',
] as const
const TOPIC = { 'token.expiring': 'expiring', 'token.revoked': 'revoked' } as const

const recipient = (id: MemberId, muted: Recipient['muted']): Recipient => ({
  memberId: id,
  name: id,
  address: `${id}@acme.example`,
  muted,
})
const anyId = fc.constantFrom(...PEOPLE)
const anyMuted = fc.subarray(['expiring', 'revoked', 'decided'] as const)
const anySettings = fc.record({
  personalTokens: fc.constantFrom('each', 'daily', 'off'),
  expiring: fc.constantFrom('admins', 'creator', 'off'),
} as const)

const factsOf = (record: TokenRecord, owner: MemberId | null): TokenFacts => ({
  token: record,
  secrets: [secret(record.id)],
  organization: organization(),
  owner: owner === null ? null : member(1, { id: owner }),
  roles: { access: undefined, owner: undefined },
})

const anyHappening = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    owner: fc.option(anyId),
    maker: anyId,
    doer: anyId,
    through: fc.boolean(),
    reason: fc.constantFrom('not_needed', 'compromised', 'signed_out', 'owner_left', 'policy'),
    longer: fc.boolean(),
  } as const)
  .map(({ kind, owner, maker, doer, through, reason, longer }): Happening => {
    const record = token(tokenId(1), {
      owner: owner === null ? { kind: 'organization' } : { kind: 'user', memberId: owner },
      createdBy: { kind: 'member', id: maker, name: maker },
      expiresAt: NOW + 5,
      revocation: { at: NOW, by: { kind: 'member', id: doer, name: doer }, reason, batchId: null },
    })
    const name = through
      ? ({ kind: 'token', id: tokenId(9), name: 'tool' } as const)
      : ({ kind: 'member', id: doer, name: doer } as const)
    return {
      kind,
      at: NOW,
      by: { name, member: { id: doer, name: doer } },
      token: factsOf(record, owner),
      before: factsOf({ ...record, expiresAt: NOW + (longer ? 1 : 9) }, owner),
    }
  })

const anyCircle = fc
  .record({
    admins: fc.subarray(PEOPLE),
    approvers: fc.subarray(PEOPLE),
    here: fc.subarray(PEOPLE),
    muted: anyMuted,
  })
  .map(({ admins, approvers, here, muted }): Circle => {
    const of = (ids: readonly MemberId[]) => ids.map((id) => recipient(id, muted))
    return {
      admins: of(admins),
      approvers: of(approvers),
      members: new Map(of(here).map((each) => [each.memberId, each])),
    }
  })

test('[A5] every admin is told of each organisation token that comes to life or may do more, and nobody twice', () => {
  fc.assert(
    fc.property(
      fc.array(anyHappening, { maxLength: 5 }),
      anyCircle,
      anySettings,
      (happenings, circle, settings) => {
        const owed = decideNotices(happenings, circle, settings, INDEX)
        for (const happening of happenings) {
          const [one] = [decideNotices([happening], circle, settings, INDEX)]
          const told = one.map(({ to }) => to.memberId)
          assert.equal(new Set(told).size, told.length, 'nobody twice')
          const { kind, token: facts, by } = happening
          const owner = facts.owner?.id
          const admins = circle.admins.map(({ memberId: id }) => id)
          const livens =
            ['token.generated', 'token.regenerated', 'token.reinstated'].includes(kind) ||
            (kind === 'token.updated' &&
              happening.before !== undefined &&
              widens(happening.before, facts, INDEX))
          if (livens && owner === undefined) assert.deepEqual(told, admins)
          if (livens && owner !== undefined)
            assert.deepEqual(told, settings.personalTokens === 'off' ? [] : admins)
          if (kind === 'token.revoked')
            for (const id of told) {
              assert.equal(id, owner)
              assert.ok(!(by.name.kind === 'member' && by.name.id === owner))
            }
          if (kind in TOPIC && owner !== undefined)
            for (const { to } of one) assert.ok(!to.muted.includes(TOPIC[kind as keyof typeof TOPIC]))
          if (kind === 'approval.requested' && owner === undefined)
            for (const id of admins) assert.ok(told.includes(id), 'under approval, the request is the birth')
          if (kind === 'token.deleted') assert.deepEqual(told, [])
          for (const { item } of one) assert.ok(!JSON.stringify(item).includes(secret(facts.token.id).digest))
        }
        assert.equal(
          owed.length,
          happenings.flatMap((each) => decideNotices([each], circle, settings, INDEX)).length,
          'each is decided by itself',
        )
      },
    ),
    { numRuns: 1000 },
  )
})

test('whoever is told was looked up first', () => {
  fc.assert(
    fc.property(anyHappening, anyCircle, anySettings, (happening, circle, settings) => {
      const audience = audienceOf([happening])
      const asked: Circle = {
        admins: audience.admins ? circle.admins : [],
        approvers: audience.approvers ? circle.approvers : [],
        members: new Map([...circle.members].filter(([id]) => audience.members.includes(id))),
      }
      assert.deepEqual(
        decideNotices([happening], asked, settings, INDEX),
        decideNotices([happening], circle, settings, INDEX),
      )
    }),
  )
})

test('each thing that is owed stands in one mail; beyond twenty an hour all join one that waits', () => {
  const anyOwed = fc.array(
    fc.record({ who: anyId, daily: fc.boolean(), batchId: fc.option(fc.constantFrom('b1', 'b2')) }),
  )
  fc.assert(
    fc.property(anyOwed, fc.integer({ min: 0, max: 40 }), (list, count) => {
      const item = { kind: 'token.generated', at: NOW } as never
      const owed = list.map(({ who, daily, batchId }) => ({ to: recipient(who, []), item, daily, batchId }))
      const recent = new Map(PEOPLE.map((id) => [id, { count, oldestAt: NOW - 1000 }]))
      const placed = placeNotices(owed, recent, NOW, 'Europe/Berlin')
      assert.equal(
        placed.reduce((sum, { items }) => sum + items.length, 0),
        owed.length,
      )
      for (const { gather, dueAt } of placed) {
        assert.ok(dueAt >= NOW)
        if (count >= MOST_IN_AN_HOUR) assert.ok(gather === 'hour' || gather === 'daily')
        else assert.notEqual(gather, 'hour')
      }
    }),
  )
})
