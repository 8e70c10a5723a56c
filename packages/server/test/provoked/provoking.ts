import assert from 'node:assert/strict'
import { Policy } from '@keyward/contract'
import type { SetUpHouse } from '../parts/house.ts'

const MINUTE = 60_000
const NOBODY = '0000000000000000'

/** A change by an owner whose sign-in is too old for it. */
export const stale = (method: 'POST', path: string) => async (house: SetUpHouse) => {
  const { id } = await house.generate({ name: 'stale', owner: 'organization' })
  house.pass(16 * MINUTE)
  return house.ask(method, path.replace('{tokenId}', id), { as: house.owner, body: {} })
}

export const unknownToken =
  (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string) => (house: SetUpHouse) =>
    house.ask(method, path.replace('{tokenId}', NOBODY), {
      as: house.owner,
      ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
    })

/** The id of a revoked token. */
export const revoked = async (house: SetUpHouse, reason = 'not_needed') => {
  const { id } = await house.generate({ name: 'gone' })
  await house.ask('POST', `/v1/tokens/${id}/revoke`, { as: house.owner, body: { reason } })
  return id
}

export const custom = (...scopes: string[]) => ({ access: { kind: 'custom', scopes } })

/** A token that may manage organisation tokens, but holds little else. */
export const manager = (house: SetUpHouse) => house.holding('keyward/api-tokens:*')

/** Does something under another policy, and puts the usual one back. */
export async function underPolicy<T>(
  house: SetUpHouse,
  changes: Partial<Policy>,
  work: () => Promise<T>,
): Promise<T> {
  const set = async (policy: Policy) => {
    const { status, text } = await house.ask('PATCH', '/v1/settings', { as: house.owner, body: { policy } })
    assert.equal(status, 200, text)
  }
  await set({ ...Policy.parse({}), ...changes })
  try {
    return await work()
  } finally {
    await set(Policy.parse({}))
  }
}
