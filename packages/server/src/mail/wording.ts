import type { DisabledWhy, SecurityEvent } from '@keyward/contract'
import type { NoticeActor, NoticeToken, TokenNotice } from '@keyward/core'
import { distance } from './moments.ts'
import { nameIn } from './plain.ts'

/** The title of one thing that happened to a token, as a subject begins. */
export function titleOf({ kind, token }: TokenNotice): string {
  const what = `${token.owner === null ? 'Organisation' : 'Personal'} token`
  const titles: Record<TokenNotice['kind'], string> = {
    'token.generated': `${what} generated`,
    'token.regenerated': `${what} regenerated`,
    'token.reinstated': `${what} re-approved`,
    'token.widened': `${what} may do more now`,
    'token.revoked': 'Your token was revoked',
    'token.expiring': `${what} expires soon`,
    'approval.requested': 'A token waits for approval',
    'approval.granted': 'Your token was approved',
    'approval.denied': 'Your token was denied',
  }
  return titles[kind]
}

/** The same as a sentence: who did what to which token. `now` is when it is read. */
export function sentenceOf({ kind, by, token, reason }: TokenNotice, now: number): string {
  const who = actorIn(by)
  const which = tokenIn(token)
  switch (kind) {
    case 'token.generated':
      return `${who} generated ${which}.`
    case 'token.regenerated':
      return `${who} regenerated ${which}: it has a new value.`
    case 'token.reinstated':
      return `${who} re-approved ${which}: it works again.`
    case 'token.widened':
      return `${who} edited ${which}: it may do more, live longer, or be used more freely than before.`
    case 'token.revoked':
      return `${who} revoked your token “${nameIn(token.name)}”${reason ? REASONS[reason] : ''}. It is refused everywhere.`
    case 'token.expiring':
      return expiryIn(token, now)
    case 'approval.requested':
      return `${who} asks for ${which}. It is refused until somebody approves it.`
    case 'approval.granted':
      return `${who} approved your token “${nameIn(token.name)}”. It works from now on.`
    case 'approval.denied':
      return `${who} denied your token “${nameIn(token.name)}”. It stays refused.`
  }
}

const REASONS: Record<NonNullable<TokenNotice['reason']>, string> = {
  not_needed: ', as it is not needed any more',
  superseded: ', as another took its place',
  compromised: ', as somebody else could have it',
  owner_left: ', as its owner left',
  signed_out: ' at your sign-out',
  policy: ', as the policy asks for it',
  denied: ', as it was denied',
}

function expiryIn({ name, owner, expiresAt }: NoticeToken, now: number): string {
  const which = `${owner === null ? 'The organisation token' : 'Your token'} “${nameIn(name)}”`
  if (expiresAt === null) return `${which} expires soon.`
  return expiresAt > now
    ? `${which} expires ${distance(expiresAt, now)}. From then on it is refused.`
    : `${which} has expired.`
}

const tokenIn = ({ name, owner }: NoticeToken): string =>
  owner === null
    ? `the organisation token “${nameIn(name)}”`
    : `a personal token of ${nameIn(owner)}, “${nameIn(name)}”`

/** Who did it, and through which token. */
export function actorIn({ kind, name, through }: NoticeActor): string {
  if (kind === 'member')
    return through === null ? nameIn(name) : `${nameIn(name)}, through the token “${nameIn(through)}”,`
  if (kind === 'token') return `The organisation token “${nameIn(name)}”`
  return kind === 'host' ? `The application “${nameIn(name)}”` : 'Keyward'
}

/** What happened to somebody's sign-in: a title, and what to do if it was not them. */
export const SECURITY: Record<SecurityEvent, { title: string; sentence: string }> = {
  password_changed: {
    title: 'Your password was changed',
    sentence: 'The password of your account was changed.',
  },
  password_reset: {
    title: 'Your password was set anew',
    sentence: 'The password of your account was set anew, by a link that was mailed to you.',
  },
  second_factor_on: {
    title: 'A second factor was switched on',
    sentence: 'Signing in to your account takes a second factor from now on.',
  },
  second_factor_off: {
    title: 'The second factor was switched off',
    sentence: 'Signing in to your account takes the password alone from now on.',
  },
  backup_codes_renewed: {
    title: 'Your backup codes were renewed',
    sentence: 'Your account has new backup codes. The old ones do not work any more.',
  },
}

/** Why a webhook is off, as the end of a sentence. */
export const SWITCHED_OFF: Record<DisabledWhy, string> = {
  by_hand: 'somebody switched it off',
  gone: 'it answered 410 Gone, which asks for that',
  failing: 'nothing had got through for three days',
}

const ACCESS: Readonly<Record<string, string>> = {
  read_only: 'Read-only',
  full_access: 'Full access',
  custom: 'Custom',
}

export const accessIn = (access: string): string =>
  ACCESS[access] ?? nameIn(access.replace(/^role (.)/, (_, first: string) => `Role ${first}`))
