import type { Provoked } from './provoked.ts'
import { stale } from './provoking.ts'

const MINUTE = 60_000

/** The declared errors of many tokens at once. */
export const PROVOKED_ON_BULK: Pick<
  Provoked,
  'previewRevocation' | 'revokeTokens' | 'reinstateTokens' | 'previewPolicy' | 'applyPolicy'
> = {
  previewRevocation: {},
  revokeTokens: {
    selection_changed: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('POST', '/v1/tokens/revoke', {
        as: house.owner,
        body: { selection: { ids: [id] }, expected: 2 },
      })
    },
  },
  reinstateTokens: {
    batch_not_found: (house) =>
      house.ask('POST', '/v1/tokens/reinstate', {
        as: house.owner,
        body: { batchId: `bat_${'0'.repeat(32)}` },
      }),
    sign_in_stale: stale('POST', '/v1/tokens/reinstate'),
  },
  previewPolicy: {},
  applyPolicy: {
    selection_changed: (house) =>
      house.ask('POST', '/v1/settings/apply-policy', { as: house.owner, body: { expected: 9 } }),
    sign_in_stale: async (house) => {
      house.pass(16 * MINUTE)
      return house.ask('POST', '/v1/settings/apply-policy', { as: house.owner, body: { expected: 9 } })
    },
  },
}
