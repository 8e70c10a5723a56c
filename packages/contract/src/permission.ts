import { z } from 'zod'

const segment = '[a-z0-9]+(?:[-_.][a-z0-9]+)*'
const actionWord = '[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*'
const permissionText = new RegExp(`^${segment}/${segment}:${actionWord}$`)
const patternText = new RegExp(`^${segment}/(?:${segment}|\\*):(?:${actionWord}|\\*)$`)

/** `<api>/<resource>:<action>`, the one grammar for needs, scopes and rights; at most 200 characters. */
export const Permission = z
  .string()
  .max(200)
  .regex(permissionText, 'expected <api>/<resource>:<action>')
  .brand<'Permission'>()
export type Permission = z.infer<typeof Permission>

/** A permission as a program writes it down: its shape is checked by the compiler. */
export type PermissionText = Permission | `${string}/${string}:${string}`

/** A permission, or a wildcard over resources or actions (`notes/*:find`, `notes/notes:*`): input only, expanded on save. */
export const ScopePattern = z
  .string()
  .max(200)
  .regex(patternText, 'expected <api>/<resource>:<action>, where resource or action may be *')
  .brand<'ScopePattern'>()
export type ScopePattern = z.infer<typeof ScopePattern>

/** The API that stands for Keyward's own management. No imported API may take this slug. */
export const MANAGEMENT_API = 'keyward'

/** Writes a permission from its parts. */
export const permission = (api: string, resource: string, action: string): Permission =>
  `${api}/${resource}:${action}` as Permission

/** Says whether a permission belongs to Keyward's own management plane. */
export const isManagement = (text: Permission | ScopePattern): boolean =>
  text.startsWith(`${MANAGEMENT_API}/`)

/** Says whether a pattern names a permission, wildcards included. */
export function matchesPattern(pattern: ScopePattern, candidate: Permission): boolean {
  const [patternApi, patternResource, patternAction] = splitPermission(pattern)
  const [api, resource, action] = splitPermission(candidate)
  return (
    patternApi === api &&
    (patternResource === '*' || patternResource === resource) &&
    (patternAction === '*' || patternAction === action)
  )
}

/** Takes a permission or pattern apart: API slug, resource, action. */
export function splitPermission(
  text: Permission | ScopePattern,
): [api: string, resource: string, action: string] {
  const slash = text.indexOf('/')
  const colon = text.indexOf(':', slash)
  return [text.slice(0, slash), text.slice(slash + 1, colon), text.slice(colon + 1)]
}
