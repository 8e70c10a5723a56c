import type { MemberId, NoticeSettings, NoticeTopic, RevokeReason } from '@keyward/contract'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import { maskOf } from '../token/mask.ts'
import type { TokenFacts } from '../token/record.ts'
import type { Doer, Happening } from './happening.ts'
import type { NoticeActor, NoticeToken, Recipient, TokenNotice } from './notice.ts'
import { widens } from './widens.ts'

/** Everybody who may have to be told, as they are now: only active members with an address. */
export type Circle = {
  /** Those who hold `settings:update`. */
  admins: readonly Recipient[]
  /** Those who hold `api-tokens:approve`. */
  approvers: readonly Recipient[]
  /** The members whom the happenings concern. */
  members: ReadonlyMap<MemberId, Recipient>
}

/** Whom to look up before it can be decided who is told. */
export type Audience = { admins: boolean; approvers: boolean; members: readonly MemberId[] }

/** One thing that one person must be told; `daily` goes into the digest. */
export type Owed = { to: Recipient; item: TokenNotice; daily: boolean; batchId: string | null }

const FOR_ADMINS = {
  'token.generated': 'token.generated',
  'token.regenerated': 'token.regenerated',
  'token.reinstated': 'token.reinstated',
  'token.updated': 'token.widened',
} as const satisfies Partial<Record<Happening['kind'], TokenNotice['kind']>>

const TOPICS: Partial<Record<Happening['kind'], NoticeTopic>> = {
  'token.expiring': 'expiring',
  'token.revoked': 'revoked',
  'approval.granted': 'decided',
  'approval.denied': 'decided',
}

/** These end a token by its owner's own act, or with the membership that its owner loses. */
const QUIET_REASONS: readonly RevokeReason[] = ['signed_out', 'owner_left', 'denied']

export function audienceOf(happenings: readonly Happening[]): Audience {
  const members = happenings.flatMap(({ token }) => [ownerOf(token), makerOf(token)])
  return {
    admins: happenings.some(
      (each) =>
        each.kind === 'token.expiring' ||
        each.kind === 'approval.requested' ||
        each.kind in FOR_ADMINS ||
        isLeaked(each),
    ),
    approvers: happenings.some(({ kind }) => kind === 'approval.requested'),
    members: [...new Set(members.filter((id) => id !== undefined))],
  }
}

/** Decides who must be told of what. Whoever mutes what concerns them alone is passed over. */
export function decideNotices(
  happenings: readonly Happening[],
  circle: Circle,
  settings: NoticeSettings,
  index: CatalogueIndex,
): Owed[] {
  return happenings.flatMap((happening) => {
    const topic = TOPICS[happening.kind]
    const told = toldOf(happening, circle, settings, index)
    if (!told) return []
    const { kind, to, daily = false } = told
    const item = itemOf(happening, kind)
    return to
      .filter(({ muted }) => !(topic && ownMatter(happening) && muted.includes(topic)))
      .map((recipient) => ({ to: recipient, item, daily, batchId: happening.batchId ?? null }))
  })
}

type Told = { kind: TokenNotice['kind']; to: readonly Recipient[]; daily?: boolean }

function toldOf(
  happening: Happening,
  circle: Circle,
  settings: NoticeSettings,
  index: CatalogueIndex,
): Told | undefined {
  const { kind, token, before, by } = happening
  const owner = ownerOf(token)
  const only = (id: MemberId | undefined) => [circle.members.get(id as MemberId)].filter((each) => !!each)
  switch (kind) {
    case 'token.updated':
      if (!before || !widens(before, token, index)) return undefined
      return toAdmins(kind, owner, circle, settings)
    case 'token.generated':
    case 'token.regenerated':
    case 'token.reinstated':
      return toAdmins(kind, owner, circle, settings)
    case 'token.revoked':
      if (isLeaked(happening)) return { kind, to: once([...only(owner), ...circle.admins]) }
      return revokedByAnother(token, by) ? { kind, to: only(owner) } : undefined
    case 'token.expiring': {
      if (owner) return { kind, to: only(owner) }
      const maker = settings.expiring === 'creator' ? only(makerOf(token)) : []
      if (settings.expiring === 'off') return undefined
      return { kind, to: maker.length > 0 ? maker : circle.admins }
    }
    case 'approval.requested':
      return { kind, to: deciders(circle, owner, by) }
    case 'approval.granted':
    case 'approval.denied':
      return { kind, to: only(makerOf(token)) }
    case 'token.deleted':
      return undefined
  }
}

function toAdmins(
  kind: keyof typeof FOR_ADMINS,
  owner: MemberId | undefined,
  { admins }: Circle,
  { personalTokens }: NoticeSettings,
): Told | undefined {
  const told = { kind: FOR_ADMINS[kind], to: admins }
  if (owner === undefined) return told
  return personalTokens === 'off' ? undefined : { ...told, daily: personalTokens === 'daily' }
}

/** Who may approve, but for whoever asks; and of an organisation's token, as it comes to life, its admins. */
function deciders({ approvers, admins }: Circle, owner: MemberId | undefined, by: Doer): Recipient[] {
  const others = approvers.filter(({ memberId }) => memberId !== by.member?.id)
  return owner === undefined ? once([...others, ...admins]) : others
}

/** Whether this concerns one member alone: of an organisation's tokens its admins are always told. */
const ownMatter = ({ kind, token }: Happening): boolean =>
  token.owner !== null || kind === 'approval.granted' || kind === 'approval.denied'

/** Somebody outside holds it: whoever found it has reported so. */
const isLeaked = ({ kind, token: { token }, by }: Happening): boolean =>
  kind === 'token.revoked' && by.name.kind === 'system' && token.revocation?.reason === 'compromised'

/** An owner who is an admin too is told once. */
const once = (recipients: readonly Recipient[]): Recipient[] => [
  ...new Map(recipients.map((each) => [each.memberId, each])).values(),
]

function revokedByAnother({ token }: TokenFacts, { name }: Doer): boolean {
  const owner = token.owner.kind === 'user' ? token.owner.memberId : undefined
  const reason = token.revocation?.reason
  if (owner === undefined || (reason && QUIET_REASONS.includes(reason))) return false
  return !(name.kind === 'member' && name.id === owner)
}

const ownerOf = ({ token }: TokenFacts): MemberId | undefined =>
  token.owner.kind === 'user' ? token.owner.memberId : undefined

const makerOf = ({ token: { createdBy } }: TokenFacts): MemberId | undefined =>
  createdBy.kind === 'member' ? (createdBy.id as MemberId) : undefined

function itemOf({ at, by, token: facts }: Happening, kind: TokenNotice['kind']): TokenNotice {
  const reason = kind === 'token.revoked' ? facts.token.revocation?.reason : undefined
  return { kind, at, by: actorOf(by), token: tokenOf(facts), ...(reason && { reason }) }
}

function actorOf({ name, member }: Doer): NoticeActor {
  if (name.kind === 'token' && member) return { kind: 'member', name: member.name, through: name.name }
  return { kind: name.kind, name: name.name, through: null }
}

function tokenOf({ token, secrets, owner }: TokenFacts): NoticeToken {
  const [current] = secrets
  return {
    id: token.id,
    name: token.name,
    masked: current ? maskOf(current.prefix, token.id, current.tail) : '',
    owner: owner?.name ?? null,
    access: token.access.kind === 'role' ? `role ${token.access.role}` : token.access.kind,
    expiresAt: token.expiresAt,
  }
}
