import type {
  Access,
  AccessInput,
  AccessKind,
  Catalogue,
  ListedAccess,
  Permission,
  Role,
} from '@keyward/contract'
import { capital } from '../capital.ts'
import { filterGrid, gridOf, productActions } from '../catalogue/grid.ts'
import { counted } from '../counted.ts'

export const ACCESS_LABEL: Record<AccessKind, string> = {
  read_only: 'Read-only',
  full_access: 'Full access',
  role: 'Role',
  custom: 'Custom',
}

/** One line of "what it may do": a resource and what can be done to it. */
export type AllowedLine = { resource: string; actions: string; all: boolean }
export type AllowedApi = { slug: string; name: string; management: boolean; lines: AllowedLine[] }

/** A token's access in a word or two, as the list shows it. */
export function accessWord(access: Access | ListedAccess, roles?: readonly Role[]): string {
  if (access.kind !== 'role') return ACCESS_LABEL[access.kind]
  return roles?.find((role) => role.id === access.role)?.name ?? capital(access.role)
}

/** How many permissions were ticked; undefined for an access that is not custom. */
export function accessCount(access: Access | ListedAccess): string | undefined {
  if (access.kind !== 'custom') return undefined
  const count = 'scopes' in access ? access.scopes.length : access.scopeCount
  return counted(count, 'permission')
}

/** What an access asks for, as the catalogue stands today. */
export function wantedPermissions(
  access: AccessInput | Access,
  catalogue: Catalogue,
  roles: readonly Role[],
): readonly Permission[] {
  switch (access.kind) {
    case 'read_only':
      return productActions(catalogue)
        .filter((action) => action.access === 'read')
        .map((action) => action.permission)
    case 'full_access':
      return productActions(catalogue).map((action) => action.permission)
    case 'role':
      return roles.find((role) => role.id === access.role)?.permissions ?? []
    case 'custom':
      return access.scopes.map((scope) => scope as string as Permission)
  }
}

/** Permissions in the catalogue's words, API by API. Those that the catalogue no longer holds are left out. */
export function describePermissions(permissions: readonly Permission[], catalogue: Catalogue): AllowedApi[] {
  const held = new Set(permissions)
  const whole = new Map(
    gridOf(catalogue).flatMap((api) =>
      api.resources.map((resource) => [resource.key, resource.actions.length]),
    ),
  )
  return filterGrid(gridOf(catalogue), (action) => held.has(action.permission)).map((api) => ({
    slug: api.slug,
    name: api.name,
    management: api.management,
    lines: api.resources.map((resource) => ({
      resource: resource.label,
      actions: resource.actions.map((action) => action.label).join(', '),
      all: resource.actions.length === whole.get(resource.key),
    })),
  }))
}

const NAMED_APIS = 2

/** How much that is and where, in a few words: "3 permissions in Notes API and Keyward itself". */
export function accessReach(permissions: readonly Permission[], catalogue: Catalogue): string {
  const apis = describePermissions(permissions, catalogue)
  const names = apis.map(({ management, name }) => (management ? 'Keyward itself' : name))
  const count = counted(permissions.length, 'permission')
  if (names.length === 0) return count
  return `${count} in ${names.length > NAMED_APIS ? `${names.length} APIs` : listWords(names)}`
}

/** Each permission of the catalogue in its words: "Notes: List notes". */
export const permissionLabels = (catalogue: Catalogue): ReadonlyMap<Permission, string> =>
  new Map(
    gridOf(catalogue).flatMap((api) =>
      api.resources.flatMap((resource) =>
        resource.actions.map((action) => [action.permission, `${resource.label}: ${action.label}`] as const),
      ),
    ),
  )

/** The one sentence beside the form: what a token with this access will be able to do. */
export function accessSentence(
  access: AccessInput | Access,
  permissions: readonly Permission[],
  catalogue: Catalogue,
  roles: readonly Role[],
): string {
  const apis = describePermissions(permissions, catalogue)
  const product = apis.filter((api) => !api.management)
  const names = listWords(product.map((api) => api.name))
  const keyward = apis.some((api) => api.management)
    ? 'It can also manage Keyward itself.'
    : 'It cannot manage Keyward itself.'
  if (apis.length === 0)
    return access.kind === 'custom'
      ? 'Nothing.'
      : 'Nothing today: there is no API in the catalogue that it covers.'
  switch (access.kind) {
    case 'read_only':
      return `It can read everything in ${names}, and change nothing. ${keyward}`
    case 'full_access':
      return `It can read and change everything in ${names}. ${keyward}`
    case 'role': {
      const role = accessWord(access, roles)
      return product.length > 0
        ? `It can do what the role ${role} allows in ${names}, as the role stands at each call. ${keyward}`
        : `It can do what the role ${role} allows. ${keyward}`
    }
    case 'custom':
      return customSentence(permissions.length, names, product.length < apis.length)
  }
}

function customSentence(count: number, names: string, manages: boolean): string {
  const rights = counted(count, 'permission')
  if (!manages) return `It has ${rights} in ${names}. It cannot manage Keyward itself.`
  const where = names ? `${names} and in Keyward itself` : 'Keyward itself'
  return `It has ${rights} in ${where}. Give the right to manage Keyward sparingly.`
}

export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
