import assert from 'node:assert/strict'
import { OWNER } from '../parts/house.ts'
import { reusingKey } from '../parts/reusing-key.ts'
import type { Provoked } from './provoked.ts'
import { startSignIn } from './provoked-on-accounts.ts'

/** The declared errors of the way in, and of a token about itself. */
export const PROVOKED_ON_ENTRY: Pick<
  Provoked,
  | 'getSetup'
  | 'setUp'
  | 'signIn'
  | 'getSession'
  | 'signOut'
  | 'getSelf'
  | 'regenerateSelf'
  | 'revokeSelf'
  | 'getScannerRules'
  | 'reportLeaked'
  | 'explainVerdict'
  | 'verifyToken'
  | 'verifyTokens'
  | 'verifyPresented'
> = {
  getSetup: {},
  setUp: {
    setup_done: (house) =>
      house.ask('POST', '/v1/setup', {
        body: { code: house.setupCode, organization: { name: 'B' }, owner: OWNER },
      }),
    setup_code_wrong: async () => assert.fail('provoked below'),
    password_weak: async () => assert.fail('provoked below'),
    too_many_attempts: async (house) => {
      const body = { code: 'x', organization: { name: 'B' }, owner: OWNER }
      for (let attempt = 0; attempt < 10; attempt++) await house.ask('POST', '/v1/setup', { body })
      return house.ask('POST', '/v1/setup', { body })
    },
  },
  signIn: {
    sign_in_failed: (house) =>
      house.ask('POST', '/v1/session', { body: { email: OWNER.email, password: 'not my password' } }),
    too_many_attempts: async (house) => {
      const body = { email: 'nobody@acme.example', password: 'x' }
      for (let attempt = 0; attempt < 10; attempt++) await house.ask('POST', '/v1/session', { body })
      return house.ask('POST', '/v1/session', { body })
    },
    setup_required: async () => assert.fail('provoked below'),
    second_factor_required: startSignIn,
    membership_required: async (house) => {
      const eve = { name: 'Eve', email: 'eve@acme.example', password: 'unrelated words in a row' }
      await house.identity.claimUser(eve)
      return house.ask('POST', '/v1/session', { body: { email: eve.email, password: eve.password } })
    },
  },
  getSession: {},
  signOut: {},
  getSelf: {},
  regenerateSelf: {
    value_replaced: async (house) => {
      const { id, plaintext } = await house.generate({ name: 'renews' })
      const body = { graceMs: 60_000 }
      await house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body })
      return house.ask('POST', '/v1/self/regenerate', { as: plaintext, body })
    },
    idempotency_key_reused: async (house) => {
      const { plaintext } = await house.generate({ name: 'renews' })
      return reusingKey(house, plaintext, '/v1/self/regenerate', [{ graceMs: 60_000 }, { graceMs: 1 }])
    },
  },
  revokeSelf: {},
  getScannerRules: {},
  reportLeaked: {
    too_many_attempts: async (house) => {
      const body = { tokens: Array(20).fill('x') }
      for (let report = 0; report < 5; report++) await house.ask('POST', '/v1/leaked', { body })
      return house.ask('POST', '/v1/leaked', { body })
    },
  },
  verifyToken: { verifier_not_ready: async () => assert.fail('provoked below') },
  verifyTokens: { verifier_not_ready: async () => assert.fail('provoked below') },
  explainVerdict: {
    token_not_found: (house) =>
      house.ask('POST', '/v1/verify/explain', { as: house.owner, body: { tokenId: '0'.repeat(16) } }),
  },
  verifyPresented: { verifier_not_ready: async () => assert.fail('provoked below') },
}
