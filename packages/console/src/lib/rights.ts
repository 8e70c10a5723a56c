import { type AnyToken, type Membership, type Permission, permission, type Seats } from '@keyward/contract'
import { apart } from './names.ts'

/** What can be done to tokens; each is a right of its own in each reach. */
export type TokenRight = 'read' | 'create' | 'update' | 'regenerate' | 'revoke' | 'delete'

/** Whose a token is, seen by the person at the screen. */
export type Whose = 'organization' | 'mine' | 'members'

const RESOURCE: Record<Whose, string> = {
  organization: 'api-tokens',
  mine: 'personal-tokens',
  members: 'member-tokens',
}

const TOKENS: Record<Whose, string> = {
  organization: 'organisation tokens',
  mine: 'your own tokens',
  members: 'other members’ tokens',
}

export const rightFor = (right: TokenRight, whose: Whose): Permission =>
  permission('keyward', RESOURCE[whose], right)

export function whoseToken(token: AnyToken, membership: Membership): Whose {
  if (token.owner.kind === 'organization') return 'organization'
  return token.owner.memberId === membership.memberId ? 'mine' : 'members'
}

export const mayDo = (membership: Membership, right: TokenRight, whose: Whose): boolean =>
  membership.permissions.includes(rightFor(right, whose))

/** Whether a person may generate any token, their own or the organisation's. */
export const mayGenerate = (membership: Membership): boolean =>
  mayDo(membership, 'create', 'organization') || mayDo(membership, 'create', 'mine')

/** Whom to ask for a right that is missing. */
export const whomToAsk = (membership: Membership): string =>
  apart(membership.organization.contact ?? 'an organisation admin')

/** Why a person may not do what one right stands for, with the way on; undefined if they may. */
export const whyNotWith = (membership: Membership, right: Permission, act: string): string | undefined =>
  membership.permissions.includes(right)
    ? undefined
    : `Your role may not ${act} (${right}). Ask ${whomToAsk(membership)}.`

/** What the server asks for who wants the roles, or the catalogue: any one of these. */
export const TOLD_WITH: Record<'listRoles' | 'getCatalogue', readonly string[]> = {
  listRoles: ['api-tokens', 'personal-tokens', 'roles', 'members'],
  getCatalogue: ['api-tokens', 'personal-tokens', 'member-tokens', 'roles'],
}

/** Whether a person is told of the roles, or of the catalogue. */
export const mayList = ({ permissions }: Membership, what: keyof typeof TOLD_WITH): boolean =>
  TOLD_WITH[what].some((resource) => permissions.includes(permission('keyward', resource, 'read')))

/** Why a person cannot fill in a form that is made of the roles and the catalogue; undefined if they can. */
export const whyNoChoices = (membership: Membership, right: Permission): string | undefined =>
  mayList(membership, 'listRoles') && mayList(membership, 'getCatalogue')
    ? undefined
    : `This form needs to read what can be chosen, which your role may not (${right}). Ask ${whomToAsk(membership)}.`

/** Why a person may not do something, as a sentence with the way on; undefined if they may. */
export function whyNot(membership: Membership, right: TokenRight, whose: Whose): string | undefined {
  if (mayDo(membership, right, whose)) return undefined
  if (whose === 'members' && (right === 'update' || right === 'regenerate' || right === 'create'))
    return 'A personal token acts as its owner: only they can do this.'
  return `Your role may not ${right} ${TOKENS[whose]} (${rightFor(right, whose)}). Ask ${whomToAsk(membership)}.`
}

/** Why a person gets no more personal tokens, with the way on; undefined while there is a seat. */
export const whyNoSeat = (seats: Seats | null, membership: Membership): string | undefined =>
  seats && seats.used >= seats.limit
    ? `You have ${seats.used} of ${seats.limit} live personal tokens. Revoke one that you no longer use, or ask ${whomToAsk(membership)} for more.`
    : undefined
