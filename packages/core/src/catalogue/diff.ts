import { type Action, type Api, type Permission, permission, type Route } from '@keyward/contract'
import { parseTemplate, shapeOf } from './routes/template.ts'

type DescribedPermission = {
  permission: Permission
  label: string
  access: Action['access']
  routes: readonly Route[]
}
type PermissionRoute = Route & { permission: Permission }

/** What a new description of one API changes, by permission and by route (method and path). */
export type ApiDiff = {
  added: DescribedPermission[]
  /** Gone, and to be retired: no later permission of that name revives the old scopes. */
  removed: DescribedPermission[]
  accessChanged: { permission: Permission; from: Action['access']; to: Action['access'] }[]
  /** A route that another permission opens now. */
  moved: (Route & { from: Permission; to: Permission })[]
  routesAdded: PermissionRoute[]
  routesRemoved: PermissionRoute[]
  /** Routes that a permission comes to open beside what it opened: for whoever was given it alone, it is a new one. */
  widened: PermissionRoute[]
  /** Where the API answers, when that changes: every route moves with it. */
  bound: { hosts: [from: string[], to: string[]]; pathPrefix: [from: string, to: string] } | null
}

/**
 * Compares two descriptions of one API; null: before it came, or after it is taken away. A parameter's name is no
 * part of a path; labels and names are not compared.
 */
export function diffApi(before: Api | null, after: Api | null): ApiDiff {
  const [old, now] = [permissionsOf(before), permissionsOf(after)]
  const [oldRoutes, nowRoutes] = [routesOf(old), routesOf(now)]
  const opened = [...nowRoutes.values()].map((route) => ({ route, was: standing(oldRoutes, route) }))
  return {
    added: [...now.values()].filter((each) => !old.has(each.permission)),
    removed: [...old.values()].filter((each) => !now.has(each.permission)),
    accessChanged: [...now.values()].flatMap(({ permission, access }) => {
      const was = old.get(permission)
      return was && was.access !== access ? [{ permission, from: was.access, to: access }] : []
    }),
    moved: opened.flatMap(({ route: { method, path, permission: to }, was }) =>
      was && was.permission !== to ? [{ method, path, from: was.permission, to }] : [],
    ),
    routesAdded: opened.filter(({ was }) => !was).map(({ route }) => route),
    routesRemoved: [...oldRoutes].filter(([key]) => !nowRoutes.has(key)).map(([, route]) => route),
    widened: widenedOf(opened, old, oldRoutes, nowRoutes),
    bound: boundDiff(before, after),
  }
}

type Opened = { route: PermissionRoute; was: PermissionRoute | undefined }
type Routes = ReadonlyMap<string, PermissionRoute>

/**
 * What stood permissions come to open. No gain is a route in the place of one that the API no longer has, of the
 * same permission and method: the operation has moved. Nor are the first routes of a permission that had none:
 * until then its name alone said what it opens.
 */
function widenedOf(
  opened: readonly Opened[],
  old: ReadonlyMap<Permission, DescribedPermission>,
  oldRoutes: Routes,
  nowRoutes: Routes,
): PermissionRoute[] {
  const vacant = new Map<string, number>()
  const placeOf = ({ permission, method }: PermissionRoute) => `${permission} ${method}`
  for (const [key, route] of oldRoutes)
    if (!nowRoutes.has(key)) vacant.set(placeOf(route), (vacant.get(placeOf(route)) ?? 0) + 1)
  return opened.flatMap(({ route, was }) => {
    const before = old.get(route.permission)
    if (!before || was?.permission === route.permission) return []
    if (was) return [route]
    const places = vacant.get(placeOf(route)) ?? 0
    if (places > 0) vacant.set(placeOf(route), places - 1)
    return places > 0 || before.routes.length === 0 ? [] : [route]
  })
}

/**
 * The permissions whose names stop meaning what they meant: gone, or opening more. Scopes of before hold them no
 * longer, also should a name return.
 */
export const retiredBy = ({ removed, widened }: Pick<ApiDiff, 'removed' | 'widened'>): Permission[] => [
  ...new Set([...removed, ...widened].map((each) => each.permission)),
]

function permissionsOf(api: Api | null): ReadonlyMap<Permission, DescribedPermission> {
  if (!api) return new Map()
  return new Map(
    api.resources.flatMap((resource) =>
      resource.actions.map(({ name, label, access, routes }) => {
        const named = permission(api.slug, resource.name, name)
        return [named, { permission: named, label: `${resource.label}: ${label}`, access, routes }] as const
      }),
    ),
  )
}

function routesOf(permissions: ReadonlyMap<Permission, DescribedPermission>): Map<string, PermissionRoute> {
  return new Map(
    [...permissions.values()].flatMap(({ permission, routes }) =>
      routes.map(({ method, path }) => [keyOf(method, path), { method, path, permission }] as const),
    ),
  )
}

/** The route that took the same requests; a GET route takes HEAD too, where HEAD has no route of its own. */
const standing = (routes: Routes, { method, path }: Route): PermissionRoute | undefined =>
  routes.get(keyOf(method, path)) ?? (method === 'HEAD' ? routes.get(keyOf('GET', path)) : undefined)

function keyOf(method: string, path: string): string {
  const parsed = parseTemplate(path)
  return `${method} ${'fault' in parsed ? path : shapeOf(parsed.template)}`
}

function boundDiff(before: Api | null, after: Api | null): ApiDiff['bound'] {
  if (!before || !after) return null
  const [from, to] = [[...before.hosts].sort(), [...after.hosts].sort()]
  if (from.join() === to.join() && before.pathPrefix === after.pathPrefix) return null
  return { hosts: [from, to], pathPrefix: [before.pathPrefix, after.pathPrefix] }
}
