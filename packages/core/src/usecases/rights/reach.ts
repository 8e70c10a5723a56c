import { type Permission, permission, type Reach } from '@keyward/contract'
import type { VisibleReach } from '../../ports.ts'
import type { OwnerRef } from '../../token/record.ts'
import { type Rights, requirePermission } from './rights.ts'

type TokenAction = 'read' | 'create' | 'update' | 'regenerate' | 'revoke' | 'delete'

const RESOURCE = {
  organization: 'api-tokens',
  mine: 'personal-tokens',
  members: 'member-tokens',
} as const satisfies Record<Reach, string>
const REACHES = ['organization', 'mine', 'members'] as const satisfies readonly Reach[]

/** The permission for doing something to tokens in one reach. */
export const reachPermission = (reach: Reach, action: TokenAction): Permission =>
  permission('keyward', RESOURCE[reach], action)

/** From where an actor stands: is this token the organisation's, theirs, or another member's? */
export function reachOf(rights: Rights, owner: OwnerRef): Reach {
  if (owner.kind === 'organization') return 'organization'
  return owner.memberId === rights.member?.id ? 'mine' : 'members'
}

/** Whether an actor may do something to the tokens of an owner. */
export const mayReach = (rights: Rights, owner: OwnerRef, action: TokenAction): boolean =>
  rights.permissions.has(reachPermission(reachOf(rights, owner), action))

/** @throws KeywardError `permission_missing`; nobody creates, edits or regenerates another member's token */
export function requireReach(rights: Rights, owner: OwnerRef, action: TokenAction): void {
  const reach = reachOf(rights, owner)
  const detail =
    reach === 'members' && (action === 'create' || action === 'update' || action === 'regenerate')
      ? `Only its owner may ${action} a personal token.`
      : undefined
  requirePermission(rights, reachPermission(reach, action), detail)
}

/**
 * The tokens within an actor's reach for an action, narrowed to one reach if asked.
 * @throws KeywardError `permission_missing` when there is none
 */
export function visibleReaches(
  rights: Rights,
  action: 'read' | 'revoke',
  asked: Reach | undefined,
): VisibleReach[] {
  const wanted = asked ? [asked] : REACHES
  const open = wanted.filter((reach) => rights.permissions.has(reachPermission(reach, action)))
  for (const reach of open) rights.exercise?.(reachPermission(reach, action))
  if (open.length === 0) requirePermission(rights, reachPermission(wanted[0] ?? 'organization', action))
  return open.flatMap((reach) => visibleReach(rights, reach))
}

/** The tokens that an actor may see or bring back: none, if those are nobody's. */
export const seenReaches = (rights: Rights): VisibleReach[] =>
  REACHES.filter((reach) =>
    (['read', 'create'] as const).some((action) => rights.permissions.has(reachPermission(reach, action))),
  ).flatMap((reach) => visibleReach(rights, reach))

function visibleReach(rights: Rights, reach: Reach): VisibleReach[] {
  if (reach === 'organization') return [{ reach }]
  if (reach === 'members') return [{ reach, exceptMemberId: rights.member?.id ?? null }]
  return rights.member ? [{ reach, memberId: rights.member.id }] : []
}
