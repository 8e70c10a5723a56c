import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SetUpHouse } from '../parts/house.ts'
import type { Provoked } from './provoked.ts'
import { custom, manager, revoked, underPolicy, unknownToken } from './provoking.ts'

/** A shrunk token whose former access has since gone from the catalogue. */
const undoing = (before: object) => async (house: SetUpHouse) => {
  const { id } = await house.generate({ name: 'x' })
  await house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: { allowEmpty: true } })
  const db = new DatabaseSync(join(house.dir, 'keyward.db'))
  db.prepare('update token_shrink set access = ? where token_id = ?').run(JSON.stringify(before), id)
  db.close()
  return house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: house.owner })
}

/** The declared errors of what tokens are used for, and of the audit log. */
export const PROVOKED_ON_USE: Pick<
  Provoked,
  | 'getUsageSummary'
  | 'getTokenUsage'
  | 'getTokenActivity'
  | 'getTokenPermissions'
  | 'shrinkToken'
  | 'undoShrink'
  | 'listAuditEvents'
  | 'exportAuditLog'
  | 'verifyAuditChain'
> = {
  getUsageSummary: {},
  getTokenUsage: { token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}/usage') },
  getTokenActivity: {
    token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}/activity'),
    cursor_invalid: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('GET', `/v1/tokens/${id}/activity?cursor=x`, { as: house.owner })
    },
  },
  getTokenPermissions: { token_not_found: unknownToken('GET', '/v1/tokens/{tokenId}/permissions') },
  shrinkToken: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/shrink'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house)}/shrink`, { as: house.owner, body: {} }),
    nothing_used: async (house) => {
      const { id } = await house.generate({ name: 'unused' })
      return house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: {} })
    },
    nothing_unused: async (house) => {
      const { id, plaintext } = await house.generate({ name: 'used', ...custom('notes/notes:find') })
      await house.ask('GET', '/v1/verify?need=notes/notes:find', { as: plaintext })
      return house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: {} })
    },
  },
  undoShrink: {
    token_not_found: unknownToken('POST', '/v1/tokens/{tokenId}/undo-shrink'),
    move_not_allowed: async (house) =>
      house.ask('POST', `/v1/tokens/${await revoked(house)}/undo-shrink`, { as: house.owner }),
    nothing_to_undo: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      return house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: house.owner })
    },
    scope_exceeds_rights: async (house) => {
      const { id } = await house.generate({
        name: 'wide',
        owner: 'organization',
        ...custom('keyward/tokens:verify'),
      })
      await house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: { allowEmpty: true } })
      return house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: await manager(house) })
    },
    scope_unknown: undoing({ kind: 'custom', scopes: ['notes/notes:explode'] }),
    role_unknown: undoing({ kind: 'role', role: 'emperor' }),
    policy_violated: async (house) => {
      const { id } = await house.generate({ name: 'x' })
      await house.ask('POST', `/v1/tokens/${id}/shrink`, { as: house.owner, body: { allowEmpty: true } })
      return underPolicy(house, { accessKinds: ['custom'] }, () =>
        house.ask('POST', `/v1/tokens/${id}/undo-shrink`, { as: house.owner }),
      )
    },
  },
  listAuditEvents: {
    cursor_invalid: (house) => house.ask('GET', '/v1/audit-log?cursor=x', { as: house.owner }),
  },
  exportAuditLog: {},
  verifyAuditChain: {},
}
