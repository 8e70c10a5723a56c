import type { AnyToken, Membership } from '@keyward/contract'
import { permission } from '@keyward/contract'
import { whyNotWith } from './rights.ts'

/** Why a person may not approve a token that waits; undefined if they may. The server knows who asked through a token. */
export function whyNotApprove(token: AnyToken, membership: Membership): string | undefined {
  const right = permission('keyward', 'api-tokens', 'approve')
  const lacking = whyNotWith(membership, right, 'approve tokens')
  if (lacking) return lacking
  const { createdBy } = token
  if (createdBy.kind === 'member' && createdBy.id === membership.memberId)
    return 'You asked for this token yourself: somebody else decides.'
  return undefined
}

export const whyNotDeny = (membership: Membership): string | undefined =>
  whyNotWith(membership, permission('keyward', 'api-tokens', 'approve'), 'deny tokens')
