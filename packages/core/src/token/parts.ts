import type { EffectiveParts } from '../permission/effective.ts'
import type { TokenFacts } from './record.ts'

/** What of a token's facts decides what it may do. */
export const partsOf = ({
  token,
  owner,
  roles,
}: Pick<TokenFacts, 'token' | 'owner' | 'roles'>): EffectiveParts => ({
  access: token.access,
  accessRole: roles.access,
  ceiling: token.ceiling,
  catalogueRevision: token.catalogueRevision,
  owner: owner ? { kind: 'user', active: owner.active, role: roles.owner } : { kind: 'organization' },
})
