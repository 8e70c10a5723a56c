import type { Explanation, Token } from '@keyward/contract'
import type { Place } from '../places.ts'

/** What can be done about a verdict, and where. */
export type WayOn = { words: string; link?: { to: Place; label: string } }

/** The way on from a verdict; undefined for what is simply allowed. */
export function wayOn({ code, token, deleted, text, need, steps }: Explanation): WayOn | undefined {
  switch (code) {
    case null:
      return isOpen(steps)
        ? { words: 'But only from an address on its list: name one to judge it.' }
        : undefined
    case 'token_malformed':
      return { words: 'Copy it again: all of it, from its prefix to its last letter.' }
    case 'token_unknown':
      if (deleted) return { words: 'A deleted token does not come back. Generate a new one.', link: GENERATE }
      return token
        ? {
            words:
              text?.value === 'stopped'
                ? 'Whoever still sends it needs the value that replaced it. Nobody can look it up: where it is lost, regenerate the token.'
                : 'Whoever sends it needs the current value. Where that is lost, regenerate the token.',
            link: toToken(token),
          }
        : { words: 'It may be another organisation’s, made up, or one that you may not read.' }
    case 'token_revoked':
      return token?.revocation?.reinstatable
        ? { words: 'It can be re-approved until it expires.', link: token && toToken(token) }
        : { words: 'That is final. Generate a new one.', link: GENERATE }
    case 'token_pending':
      return {
        words: 'Somebody else must approve it.',
        link: { to: { at: 'section', name: 'approvals' }, label: 'Approvals' },
      }
    case 'token_expired':
      return { words: 'An expired token does not come back. Generate a new one.', link: GENERATE }
    case 'owner_inactive':
      return token?.owner.kind === 'user'
        ? {
            words: 'It works again when its owner is reactivated.',
            link: { to: { at: 'member', memberId: token.owner.memberId }, label: token.owner.name },
          }
        : undefined
    case 'permission_missing':
      return permissionWay(token, need)
    case 'route_unmapped':
      return {
        words: 'See which routes the catalogue has.',
        link: { to: { at: 'section', name: 'catalogue' }, label: 'Catalogue' },
      }
    case 'rate_limited':
      return { words: 'Wait for the next window, or raise its limit.', ...editing(token) }
    case 'verifier_not_ready':
    case 'database_quarantined':
      return { words: 'Whoever runs this server releases it with “keyward release”.' }
    default:
      return { words: 'It is one of the token’s conditions.', ...editing(token) }
  }
}

const isOpen = (steps: Explanation['steps']) =>
  steps.some(({ step, outcome }) => step === 'address' && outcome === 'not_asked')

const GENERATE = { to: { at: 'generate' }, label: 'Generate new API token' } as const

const toToken = (token: Token) =>
  ({ to: { at: 'token', tokenId: token.id }, label: `Open “${token.name}”` }) as const

const editing = (token: Token | null): Pick<WayOn, 'link'> =>
  token ? { link: { to: { at: 'edit', tokenId: token.id }, label: `Edit “${token.name}”` } } : {}

function permissionWay(token: Token | null, need: Explanation['need']): WayOn {
  const bounds = need?.withheldBy ?? []
  if (bounds.includes('catalogue'))
    return {
      words: 'Look for the permission that is meant.',
      link: { to: { at: 'section', name: 'catalogue' }, label: 'Catalogue' },
    }
  if (bounds.includes('owner') && token?.owner.kind === 'user')
    return {
      words: 'A personal token does no more than its owner may: it takes another role for them.',
      link: { to: { at: 'member', memberId: token.owner.memberId }, label: token.owner.name },
    }
  return {
    words: bounds.includes('ceiling')
      ? 'Somebody who holds the permission can give it, by editing the token.'
      : 'Give it more access, or use a token that has it.',
    ...editing(token),
  }
}
