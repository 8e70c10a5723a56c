import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RevokeReason, type Status } from '@keyward/contract'
import fc from 'fast-check'
import { decideMove, type LifeState, MOVES, type Move, NEXT, type Standing } from './moves.ts'

const NOW = Date.UTC(2026, 0, 1)
const REASONS = RevokeReason.options
const EXPIRIES = { never: null, before: NOW - 1, now: NOW, later: NOW + 1 }

const dead = (expiresAt: number | null) => expiresAt !== null && expiresAt <= NOW

/** Every state that a row can be in, and what the design says of it. */
const STATES: { name: string; state: LifeState; standing: Standing }[] = Object.entries(EXPIRIES).flatMap(
  ([when, expiresAt]) => [
    ...(['pending', 'active'] as const).map((status) => ({
      name: `${status}, expiry ${when}`,
      state: { status, expiresAt, revocation: null },
      standing: dead(expiresAt) ? ('expired' as const) : status,
    })),
    ...REASONS.map((reason) => ({
      name: `revoked (${reason}), expiry ${when}`,
      state: { status: 'revoked' as const, expiresAt, revocation: { reason } },
      standing:
        reason === 'compromised' || reason === 'denied'
          ? reason
          : dead(expiresAt)
            ? ('lapsed' as const)
            : ('revoked' as const),
    })),
  ],
)

const TABLE = `
            approve deny    revoke  compromise reinstate resubmit regenerate close   update  delete
pending     active  revoked revoked revoked    -         -        -          -       pending -
active      -       -       revoked revoked    -         -        active     active  active  -
expired     -       -       -       revoked    -         -        -          -       -       erased
revoked     -       -       -       revoked    active    pending  -          -       -       erased
lapsed      -       -       -       revoked    -         -        -          -       -       erased
denied      -       -       -       revoked    -         -        -          -       -       erased
compromised -       -       -       -          -         -        -          -       -       erased`

const [heading = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))

test('the table is exactly this one', () => {
  assert.deepEqual(heading, [...MOVES])
  assert.deepEqual(
    rows.map(([standing]) => standing),
    Object.keys(NEXT),
  )
  for (const [standing, ...cells] of rows)
    for (const [at, move] of MOVES.entries())
      assert.equal(NEXT[standing as Standing][move] ?? '-', cells[at], `${standing} × ${move}`)
})

for (const { name, state, standing } of STATES)
  test(`${name}: every move leads where the table says, or is refused with a sentence`, () => {
    for (const move of MOVES) {
      const decision = decideMove(state, move, NOW)
      const to = NEXT[standing][move]
      if (to !== undefined) assert.deepEqual(decision, { to })
      else {
        assert.ok('refused' in decision, `${move} must be refused`)
        assert.equal(decision.refused, standing === 'expired' ? 'expired' : state.status)
        assert.match(decision.why, /^[A-Z].{20,}\.$/)
      }
    }
  })

test('a token expires at its expiry instant, not after it', () => {
  const state = { status: 'active', expiresAt: NOW, revocation: null } as const
  assert.deepEqual(decideMove(state, 'regenerate', NOW - 1), { to: 'active' })
  assert.ok('refused' in decideMove(state, 'regenerate', NOW))
  assert.deepEqual(decideMove(state, 'delete', NOW), { to: 'erased' })
})

test('why a live token is not deleted, and a revoked one not revoked, is said as it is', () => {
  const live = decideMove({ status: 'active', expiresAt: null, revocation: null }, 'delete', NOW)
  assert.ok('why' in live && live.why.includes('revoke it first'))
  const revoked = { status: 'revoked', expiresAt: null, revocation: { reason: 'policy' } } as const
  const again = decideMove(revoked, 'revoke', NOW)
  assert.ok('why' in again && again.why.includes('already revoked'))
})

const REVOKING: Partial<Record<Move, RevokeReason>> = {
  deny: 'denied',
  revoke: 'not_needed',
  compromise: 'compromised',
}

test('no sequence of moves wakes what is final: compromised, denied, expired or erased', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...MOVES), fc.integer({ min: 0, max: 40 })), {
    maxLength: 30,
  })
  const start = fc.constantFrom<Status>('pending', 'active')
  fc.assert(
    fc.property(start, fc.option(fc.integer({ min: 1, max: 400 })), steps, (status, life, moves) => {
      const expiresAt = life === null ? null : NOW + life
      let state: LifeState = { status, expiresAt, revocation: null }
      let now = NOW
      let final: 'compromised' | 'denied' | undefined
      for (const [move, wait] of moves) {
        now += wait
        const decision = decideMove(state, move, now)
        if ('refused' in decision) continue
        if (decision.to === 'erased') {
          assert.ok(state.status === 'revoked' || (expiresAt !== null && now >= expiresAt))
          return
        }
        if (decision.to !== 'revoked') {
          assert.equal(final, undefined)
          assert.ok(expiresAt === null || now < expiresAt)
        }
        if (decision.to === 'active' && state.status === 'pending') assert.equal(move, 'approve')
        if (decision.to === 'active' && state.status === 'revoked') assert.equal(move, 'reinstate')
        const reason = REVOKING[move]
        if (reason === 'compromised' || reason === 'denied') final = reason
        state = { status: decision.to, expiresAt, revocation: reason ? { reason } : null }
      }
    }),
    { numRuns: 2000 },
  )
})
