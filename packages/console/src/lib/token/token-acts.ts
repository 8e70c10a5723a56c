import type { AnyToken, Membership, RevokeReason, ShownStatus } from '@keyward/contract'
import { type TokenRight, whoseToken, whyNot } from '../rights.ts'

export type TokenAct = 'edit' | 'regenerate' | 'revoke' | 'reinstate' | 'delete'

/** For each act: undefined if it can be done now, else the reason why not. */
export type TokenActs = Record<TokenAct, string | undefined>

const RIGHT: Record<TokenAct, TokenRight> = {
  edit: 'update',
  regenerate: 'regenerate',
  revoke: 'revoke',
  reinstate: 'create',
  delete: 'delete',
}

const FINAL: Partial<Record<RevokeReason, string>> = {
  compromised: 'Somebody else may have had this token, so its revocation is final. Generate a new one.',
  denied: 'This token was denied, so its revocation is final. Generate a new one.',
}

/** What can be done to a token by the person at the screen, in the state that it is in. */
export function decideTokenActs(token: AnyToken, membership: Membership): TokenActs {
  const whose = whoseToken(token, membership)
  const decide = (act: TokenAct) => stateAgainst(token, act) ?? whyNot(membership, RIGHT[act], whose)
  return {
    edit: decide('edit'),
    regenerate: decide('regenerate'),
    revoke: decide('revoke'),
    reinstate: decide('reinstate'),
    delete: decide('delete'),
  }
}

/** Whether a token could still be let through, now or later. */
export const isLive = (status: ShownStatus): boolean => status !== 'revoked' && status !== 'expired'

function stateAgainst(token: AnyToken, act: TokenAct): string | undefined {
  const status = token.shownStatus
  switch (act) {
    case 'delete':
      return undefined
    case 'reinstate':
      return reinstateAgainst(token)
    case 'regenerate':
      if (status === 'active') return undefined
      return status === 'pending' ? 'A token that awaits approval cannot be regenerated.' : ended(status)
    default:
      return isLive(status) ? undefined : ended(status)
  }
}

function reinstateAgainst({ revocation, shownStatus, expiresAt }: AnyToken): string | undefined {
  if (!revocation) return shownStatus === 'expired' ? ended(shownStatus) : 'This token is not revoked.'
  if (revocation.reinstatable) return undefined
  const expired = expiresAt !== null ? 'Its expiry has passed, so it cannot be re-approved.' : undefined
  return FINAL[revocation.reason] ?? expired ?? 'This token cannot be re-approved.'
}

function ended(status: ShownStatus): string {
  if (status === 'revoked') return 'This token is revoked.'
  if (status === 'stopped') return 'This token is stopped: its owner is deactivated.'
  return 'This token has expired. Expiry is final: generate a new one.'
}
