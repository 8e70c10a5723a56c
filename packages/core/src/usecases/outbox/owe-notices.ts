import {
  KeywardError,
  type MemberId,
  NoticeId,
  type OrganizationId,
  type Permission,
  permission,
} from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { seal } from '../../keys/seal.ts'
import { GIVE_UP_MS } from '../../notices/attempt.ts'
import { audienceOf, type Circle, decideNotices } from '../../notices/decide-notices.ts'
import { planWarnings } from '../../notices/expiry.ts'
import type { Happening } from '../../notices/happening.ts'
import {
  type Addressee,
  kindOf,
  MOST_ITEMS,
  type NoticeItem,
  type NoticeRecord,
  type Recipient,
  sealContext,
} from '../../notices/notice.ts'
import { placeNotices, recentSince } from '../../notices/place-notices.ts'
import type { MemberRecord, OrganizationRecord } from '../../people/record.ts'
import { standing } from '../../permission/effective.ts'
import { expandRule } from '../../permission/expand.ts'
import { BUILT_IN_ROLES } from '../../permission/roles.ts'
import type { Reads, WarningPlan, Writes } from '../../ports.ts'
import type { Secret } from '../../token/secret.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { publish } from './publish.ts'

/** Where and when something happened. */
export type Scene = { organization: OrganizationRecord; index: CatalogueIndex; now: number }

/** A mail that a use case owes to one person whom it names: an invitation, a link, a warning about their sign-in. */
export type DirectNotice = {
  to: Addressee
  item: Exclude<NoticeItem, { token: unknown }>
  /** What stands behind `#` in the item's link. It is sealed while it waits, and erased once it was sent. */
  fragment?: Secret
}

type OweDeps = Pick<Deps, 'clock' | 'random' | 'keys'>

/**
 * Writes, in the transaction of what happened, the mails and messages that it owes and the warnings that it plans. Comes after
 * the audit, whose head makes the changes of one organisation take turns.
 */
export async function announce(
  deps: OweDeps,
  writes: Writes,
  scene: Scene,
  happenings: readonly Happening[],
): Promise<void> {
  if (happenings.length === 0) return
  const { organization, index, now } = scene
  await writes.notices.planWarnings(organization.id, plansOf(happenings))
  await publish(deps, writes, { id: organization.id, now }, happenings)
  const circle = await circleOf(writes, scene, happenings)
  const owed = decideNotices(happenings, circle, organization.settings.notices, index)
  const people = [...new Set(owed.map(({ to }) => to.memberId))]
  const recent = await writes.notices.recent(organization.id, people, recentSince(now))
  const fresh: NoticeRecord[] = []
  for (const placed of placeNotices(owed, recent, now, organization.settings.timeZone)) {
    if (placed.gather !== null && (await writes.notices.absorb(organization.id, placed))) continue
    fresh.push({ ...newRecord(deps, organization.id, placed.to, placed.items, now), ...placeFields(placed) })
  }
  await writes.notices.insert(fresh)
}

/** Writes a mail that is owed to one person by name, in the transaction of what it tells. */
export async function oweDirectly(
  deps: OweDeps,
  writes: Writes,
  organizationId: OrganizationId,
  { to, item, fragment }: DirectNotice,
): Promise<void> {
  const record = newRecord(deps, organizationId, to, [item], deps.clock.now())
  await writes.notices.insert([
    {
      ...record,
      sealed: fragment ? seal(deps.keys, deps.random, fragment.reveal(), sealContext(record.id)) : null,
      giveUpAt: 'link' in item ? item.link.until : record.giveUpAt,
    },
  ])
}

/**
 * Owes a mail to one person by name, in a transaction of its own.
 * @throws KeywardError `setup_required` when no organisation is named and there is no home organisation yet
 */
export async function oweNotice(
  deps: Deps,
  notice: DirectNotice,
  organizationId?: OrganizationId,
): Promise<void> {
  const owing = organizationId ?? (await deps.home())
  if (!owing) throw new KeywardError('setup_required')
  await deps.store.transact((writes) => oweDirectly(deps, writes, owing, notice))
}

/** The active members who hold a permission now. */
export async function holdersOf(
  { members, roles: own }: Pick<Reads, 'members' | 'roles'>,
  { organization, index }: Scene,
  permission: Permission,
): Promise<MemberRecord[]> {
  const all = [...BUILT_IN_ROLES, ...(await own.list(organization.id))]
  const roles = all.filter(({ rule }) =>
    expandRule(standing(rule, index), index, organization.home).has(permission),
  )
  return members.withRoles(
    organization.id,
    roles.map(({ id }) => id),
  )
}

async function circleOf(reads: Reads, scene: Scene, happenings: readonly Happening[]): Promise<Circle> {
  const audience = audienceOf(happenings)
  const { id } = scene.organization
  const admins = audience.admins
    ? await holdersOf(reads, scene, permission('keyward', 'settings', 'update'))
    : []
  const approvers = audience.approvers
    ? await holdersOf(reads, scene, permission('keyward', 'api-tokens', 'approve'))
    : []
  const members = await reads.members.active(id, audience.members)
  const everybody = [...new Set([...admins, ...approvers, ...members].map((member) => member.id))]
  const muted = await reads.notices.muted(id, everybody)
  const recipients = (records: readonly MemberRecord[]): Recipient[] =>
    records.flatMap(({ id: memberId, name, email }) =>
      email === null ? [] : [{ memberId, name, address: email, muted: muted.get(memberId) ?? [] }],
    )
  return {
    admins: recipients(admins),
    approvers: recipients(approvers),
    members: new Map<MemberId, Recipient>(recipients(members).map((each) => [each.memberId, each])),
  }
}

/** What happenings change of the warnings that are planned; of several of one token the last counts. */
function plansOf(happenings: readonly Happening[]): WarningPlan[] {
  const plans = happenings.flatMap((happening) => planOf(happening) ?? [])
  return [...new Map(plans.map((plan) => [plan.tokenId, plan])).values()]
}

function planOf({ kind, at, token: { token }, before }: Happening): WarningPlan | undefined {
  const tokenId = token.id
  if (kind === 'token.revoked' || kind === 'approval.denied')
    return { tokenId, expiresAt: null, warnings: [] }
  const setAnew =
    kind === 'token.generated' ||
    kind === 'token.reinstated' ||
    kind === 'approval.requested' ||
    kind === 'approval.granted' ||
    (before !== undefined && before.token.expiresAt !== token.expiresAt)
  if (!setAnew) return undefined
  return { tokenId, expiresAt: token.expiresAt, warnings: planWarnings(token.expiresAt, at) }
}

const newRecord = (
  deps: OweDeps,
  organizationId: OrganizationId,
  { memberId, name, address }: Addressee,
  items: readonly NoticeItem[],
  now: number,
): NoticeRecord => ({
  id: NoticeId.parse(newId('ntc', deps)),
  organizationId,
  to: { memberId, name, address },
  kind: kindOf(items),
  items: items.slice(0, MOST_ITEMS),
  count: items.length,
  sealed: null,
  status: 'waiting',
  dueAt: now,
  giveUpAt: now + GIVE_UP_MS,
  gather: null,
  tries: 0,
  lastError: null,
  createdAt: now,
  settledAt: null,
})

const placeFields = ({ gather, dueAt }: { gather: string | null; dueAt: number }) => ({
  gather,
  dueAt,
  giveUpAt: dueAt + GIVE_UP_MS,
})
