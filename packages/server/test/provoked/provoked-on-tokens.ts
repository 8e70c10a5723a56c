import { OrganizationId } from '@keyward/contract'
import type { SetUpHouse } from '../parts/house.ts'
import { reusingKey } from '../parts/reusing-key.ts'
import type { Provoked } from './provoked.ts'

const MINUTE = 60_000

import { custom, manager, revoked, stale, underPolicy, unknownToken } from './provoking.ts'

const generating = (body: object) => (house: SetUpHouse) =>
  house.ask('POST', '/v1/tokens', { as: house.owner, body: { name: 'x', ...body } })

const updating = (body: object) => async (house: SetUpHouse) => {
  const { id } = await house.generate({ name: 'x' })
  return house.ask('PATCH', `/v1/tokens/${id}`, { as: house.owner, body })
}

/** A token that may manage tokens, and what it would need to be somebody else. */
const beyond = (method: 'POST' | 'PATCH', path: string, body?: object) => async (house: SetUpHouse) => {
  const { id } = await house.generate({
    name: 'wide',
    owner: 'organization',
    ...custom('keyward/tokens:verify'),
  })
  if (path.endsWith('reinstate'))
    await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: {} })
  return house.ask(method, path.replace('{tokenId}', id), { as: await manager(house), ...(body && { body }) })
}

/** Does something while nobody has a seat for a personal token. */
async function withoutSeats<T>({ ask, owner }: SetUpHouse, work: () => Promise<T>): Promise<T> {
  const set = (seatsPerMember: number) =>
    ask('PATCH', '/v1/settings', { as: owner, body: { seatsPerMember } })
  await set(0)
  try {
    return await work()
  } finally {
    await set(1000)
  }
}

/** The declared errors of tokens, one at a time. */
export const PROVOKED_ON_TOKENS: Pick<
  Provoked,
  | 'listTokens'
  | 'generateToken'
  | 'getToken'
  | 'updateToken'
  | 'regenerateToken'
  | 'closeOldValue'
  | 'revokeToken'
  | 'reinstateToken'
  | 'deleteToken'
  | 'approveToken'
  | 'denyToken'
> = {
  listTokens: { cursor_invalid: (house) => house.ask('GET', '/v1/tokens?cursor=x', { as: house.owner }) },
  generateToken: {
    seats_taken: (house) => withoutSeats(house, () => generating({})(house)),
    scope_unknown: generating(custom('notes/notes:explode')),
    scope_exceeds_rights: async (house) =>
      house.ask('POST', '/v1/tokens', {
        as: await manager(house),
        body: { name: 'x', ...custom('keyward/tokens:verify') },
      }),
    role_unknown: generating({ access: { kind: 'role', role: 'emperor' } }),
    duration_invalid: generating({ duration: { until: '2020-01-01T00:00:00Z' } }),
    policy_violated: (house) =>
      underPolicy(house, { longestDays: 7 }, () => generating({ duration: { days: 8 } })(house)),
    idempotency_key_reused: (house) =>
      reusingKey(house, house.owner, '/v1/tokens', [{ name: 'x' }, { name: 'y' }]),
    sign_in_stale: async (house) => {
      house.pass(15 * MINUTE)
      return house.ask('POST', '/v1/tokens', { as: house.owner, body: { name: 'x' } })
    },
  },
  getToken: { token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}') },
  updateToken: {
    token_not_found: unknownToken('PATCH', '/v1/tokens/{tokenId}'),
    move_not_allowed: async (house) =>
      house.ask('PATCH', `/v1/tokens/${await revoked(house)}`, { as: house.owner, body: { name: 'y' } }),
    scope_unknown: updating(custom('notes/notes:explode')),
    scope_exceeds_rights: beyond(
      'PATCH',
      '/v1/tokens/{tokenId}',
      custom('keyward/tokens:verify', 'keyward/members:read'),
    ),
    role_unknown: updating({ access: { kind: 'role', role: 'emperor' } }),
    duration_invalid: updating({ duration: { until: '2020-01-01T00:00:00Z' } }),
    policy_violated: (house) =>
      underPolicy(house, { longestDays: 31 }, () => updating({ duration: { days: 32 } })(house)),
  },
  regenerateToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/regenerate'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house)}/regenerate`, { as: house.owner, body: {} }),
    value_replaced: async (house) => {
      const access = { kind: 'custom', scopes: ['keyward/api-tokens:regenerate'] }
      const { id, plaintext } = await house.generate({ name: 'renews', owner: 'organization', access })
      const renew = { body: { graceMs: 60_000 } }
      await house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, ...renew })
      return house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: plaintext, ...renew })
    },
    duration_invalid: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('POST', `/v1/tokens/${id}/regenerate`, {
        as: house.owner,
        body: { duration: { until: '2020-01-01T00:00:00Z' } },
      })
    },
    scope_exceeds_rights: beyond('POST', '/v1/tokens/{tokenId}/regenerate', {}),
    policy_violated: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return underPolicy(house, { longestDays: 7 }, () =>
        house.ask('POST', `/v1/tokens/${id}/regenerate`, { as: house.owner, body: {} }),
      )
    },
    idempotency_key_reused: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return reusingKey(house, house.owner, `/v1/tokens/${id}/regenerate`, [{}, { graceMs: 1 }])
    },
    sign_in_stale: stale('POST', '/v1/tokens/{tokenId}/regenerate'),
  },
  closeOldValue: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/close-old-value'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'one value' })
      return house.ask('POST', `/v1/tokens/${id}/close-old-value`, { as: house.owner })
    },
  },
  revokeToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/revoke'),
    move_not_allowed: async (house) => {
      const id = await revoked(house, 'compromised')
      return house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: { reason: 'not_needed' } })
    },
  },
  reinstateToken: {
    seats_taken: async (house) => {
      const id = await revoked(house)
      return withoutSeats(house, () => house.ask('POST', `/v1/tokens/${id}/reinstate`, { as: house.owner }))
    },
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/reinstate'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house, 'compromised')}/reinstate`, { as: house.owner }),
    scope_exceeds_rights: beyond('POST', '/v1/tokens/{tokenId}/reinstate'),
    policy_violated: async (house) => {
      const id = await revoked(house)
      return underPolicy(house, { longestDays: 7 }, () =>
        house.ask('POST', `/v1/tokens/${id}/reinstate`, { as: house.owner }),
      )
    },
    sign_in_stale: async (house) => {
      const id = await revoked(house)
      house.pass(16 * MINUTE)
      return house.ask('POST', `/v1/tokens/${id}/reinstate`, { as: house.owner })
    },
  },
  deleteToken: {
    token_not_found: unknownToken('DELETE', '/v1/tokens/{tokenId}'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'live' })
      return house.ask('DELETE', `/v1/tokens/${id}`, { as: house.owner })
    },
  },
  approveToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/approve'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'live' })
      return house.ask('POST', `/v1/tokens/${id}/approve`, { as: house.owner })
    },
    approval_own: (house) =>
      underPolicy(house, { approval: 'all' }, async () => {
        const { id } = await house.generate({ name: 'mine', justification: 'because' })
        return house.ask('POST', `/v1/tokens/${id}/approve`, { as: house.owner })
      }),
    scope_exceeds_rights: (house) =>
      underPolicy(house, { approval: 'all' }, async () => {
        const host = {
          kind: 'host',
          organizationId: OrganizationId.parse(house.organizationId),
          name: 'test',
        } as const
        const made = (scope: string) =>
          house.keyward.generateToken(host, {
            name: 'x',
            justification: 'because',
            owner: 'organization',
            access: { kind: 'custom', scopes: [scope] },
          })
        const approving = await made('keyward/api-tokens:approve')
        await house.ask('POST', `/v1/tokens/${approving.token.id}/approve`, { as: house.owner })
        const wide = await made('notes/notes:create')
        return house.ask('POST', `/v1/tokens/${wide.token.id}/approve`, { as: approving.plaintext })
      }),
    sign_in_stale: stale('POST', '/v1/tokens/{tokenId}/approve'),
  },
  denyToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/deny'),
    move_not_allowed: async (house) => {
      const { id } = await house.generate({ name: 'live' })
      return house.ask('POST', `/v1/tokens/${id}/deny`, { as: house.owner })
    },
  },
}
