import { isManagement, type Membership, permission, type Role } from '@keyward/contract'
import { whomToAsk, whyNotWith } from '../rights.ts'

/** What a role allows, in a sentence: its rule where it is one, the number of boxes where it is a list. */
export function roleSentence({ rule, permissions }: Pick<Role, 'rule' | 'permissions'>): string {
  const managing = permissions.filter(isManagement).length
  const product = {
    all: 'Everything in the product’s APIs, also what they add later.',
    read: 'Reads everything in the product’s APIs, also what they add later.',
    list: counted(permissions.length - managing, 'in the product’s APIs'),
  }[typeof rule.product === 'string' ? rule.product : 'list']
  const management =
    rule.management === 'all' ? 'Manages all of Keyward.' : counted(managing, 'to manage Keyward')
  return `${product} ${management}`
}

const counted = (count: number, where: string): string =>
  `${count === 0 ? 'No permission' : count === 1 ? '1 permission' : `${count} permissions`} ${where}.`

/** How many have a role; undefined where the person may not know. */
export function describeUse({ use }: Pick<Role, 'use'>): string | undefined {
  if (!use) return undefined
  const parts = [
    of(use.members, 'member', 'members'),
    of(use.invitations, 'open invitation', 'open invitations'),
    of(use.tokens, 'live token', 'live tokens'),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? 'Nobody and nothing has it' : parts.join(' · ')
}

const of = (count: number, one: string, many: string): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? one : many}`

/** Why a person may not change or delete a role; undefined if they may. */
export function whyNotRole(role: Role, action: 'update' | 'delete', membership: Membership) {
  if (role.builtIn) return 'Every organisation has this role: it never changes. Make one of your own.'
  return whyNotWith(
    membership,
    permission('keyward', 'roles', action),
    action === 'update' ? 'change roles' : 'delete roles',
  )
}

/** Why a person may not hand out a rule that follows the catalogue; undefined if their own role does. */
export function whyNotRule(
  plane: 'product' | 'management',
  choice: 'all' | 'read' | 'list',
  own: Role | undefined,
  membership: Membership,
): string | undefined {
  if (choice === 'list') return undefined
  const held = own?.rule[plane]
  if (held === 'all' || held === choice) return undefined
  return `It grows by itself, and your own rights do not: ask ${whomToAsk(membership)}.`
}
