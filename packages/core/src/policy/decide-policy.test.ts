import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccessKind, Policy } from '@keyward/contract'
import fc from 'fast-check'
import { breachesOf, decideApplication, needsApproval, usualDuration, type Wanted } from './decide-policy.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 0, 1)
const policy = (changes: Partial<Policy> = {}): Policy => ({ ...Policy.parse({}), ...changes })
const wanted = (changes: Partial<Wanted> = {}): Wanted => ({
  access: { kind: 'read_only' },
  expiresAt: NOW + 30 * DAY,
  secretAt: NOW,
  conditions: { addresses: null },
  ...changes,
})
const rules = (...given: Parameters<typeof breachesOf>) => breachesOf(...given).map(({ rule }) => rule)

test('an organisation that has decided nothing allows everything', () => {
  for (const kind of AccessKind.options)
    for (const expiresAt of [null, NOW + 1, NOW + 3650 * DAY])
      assert.deepEqual(breachesOf(policy(), wanted({ access: { kind }, expiresAt })), [])
})

test('a lifetime counts from the current secret, to the millisecond', () => {
  const week = policy({ longestDays: 7 })
  assert.deepEqual(rules(week, wanted({ expiresAt: NOW + 7 * DAY })), [])
  assert.deepEqual(rules(week, wanted({ expiresAt: NOW + 7 * DAY + 1 })), ['longest_lifetime'])
  assert.deepEqual(rules(week, wanted({ expiresAt: NOW + 7 * DAY, secretAt: NOW - 1 })), ['longest_lifetime'])
  assert.deepEqual(rules(week, wanted({ expiresAt: null })), ['longest_lifetime'])
})

test('every other rule names the field to mend and what would do', () => {
  const strict = policy({ expiryRequired: true, accessKinds: ['custom'], addressesRequired: true })
  const breaches = breachesOf(strict, wanted({ expiresAt: null }))
  assert.deepEqual(
    breaches.map(({ rule, path }) => [rule, path]),
    [
      ['expiry_required', 'duration'],
      ['access_kind', 'access'],
      ['addresses_required', 'conditions.addresses'],
    ],
  )
  assert.match(breaches[1]?.message ?? '', /allows custom/)
  const kept = wanted({ access: { kind: 'custom' }, conditions: { addresses: ['10.0.0.0/8'] } })
  assert.deepEqual(breachesOf(strict, kept), [])
})

test('what nobody says is 30 days, or the longest allowed', () => {
  assert.deepEqual(usualDuration(policy()), { days: 30 })
  assert.deepEqual(usualDuration(policy({ longestDays: 7 })), { days: 7 })
  assert.deepEqual(usualDuration(policy({ longestDays: 365 })), { days: 30 })
})

test('approval is for nobody, for organisation tokens, or for all', () => {
  const asked = (approval: Policy['approval']) =>
    (['organization', 'user'] as const).map((owner) => needsApproval(policy({ approval }), owner))
  assert.deepEqual(asked('none'), [false, false])
  assert.deepEqual(asked('organization'), [true, false])
  assert.deepEqual(asked('all'), [true, true])
})

test('applied to a living token, a policy ends it earlier where that mends it, else now; the result keeps it', () => {
  fc.assert(
    fc.property(
      fc.record({
        longestDays: fc.option(fc.integer({ min: 1, max: 400 })),
        expiryRequired: fc.boolean(),
        accessKinds: fc.subarray([...AccessKind.options], { minLength: 1 }),
        addressesRequired: fc.boolean(),
      }),
      fc.constantFrom(...AccessKind.options),
      fc.option(fc.integer({ min: 1, max: 500 })),
      fc.integer({ min: 0, max: 500 }),
      fc.boolean(),
      (changes, kind, days, age, bound) => {
        const token = wanted({
          access: { kind },
          expiresAt: days === null ? null : NOW + days * DAY,
          secretAt: NOW - age * DAY,
          conditions: { addresses: bound ? ['10.0.0.0/8'] : null },
        })
        const application = decideApplication(policy(changes), token, NOW)
        const broken = breachesOf(policy(changes), token)
        if (application.kind === 'keep') return assert.deepEqual(broken, [])
        assert.ok(broken.length > 0)
        if (application.kind === 'shorten') {
          assert.ok(application.expiresAt > NOW)
          assert.ok(token.expiresAt === null || application.expiresAt < token.expiresAt)
          const after = { ...token, expiresAt: application.expiresAt }
          assert.deepEqual(breachesOf(policy(changes), after), [])
        }
      },
    ),
    { numRuns: 1000 },
  )
})
