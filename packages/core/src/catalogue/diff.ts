import { type Action, type Api, type Permission, permission, type Route } from '@keyward/contract'
import { parseTemplate, shapeOf } from './routes/template.ts'

type DescribedPermission = {
  permission: Permission
  label: string
  access: Action['access']
  routes: Route[]
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
  /** A route in the place of one that the API no longer has: same permission, same method, another path. */
  relocated: { permission: Permission; method: Route['method']; from: string; to: string }[]
  /** Routes that nobody opened before, and routes that nobody opens any more; relocated ones are neither. */
  routesAdded: PermissionRoute[]
  routesRemoved: PermissionRoute[]
  /**
   * Routes that a standing permission comes to open beside what it opened, and from which permission they come: for
   * whoever was given it by name, it is a new one.
   */
  widened: (PermissionRoute & { from: Permission | null })[]
  /** Where the API answers, when that changes: every route moves with it. */
  bound: { hosts: [from: string[], to: string[]]; pathPrefix: [from: string, to: string] } | null
}

/**
 * Compares two descriptions of one API; null: before it came, or after it is taken away. A parameter's name is no
 * part of a path; labels and names are not compared.
 */
export function diffApi(before: Api | null, after: Api | null): ApiDiff {
  const [old, now] = [byName(permissionsOf(before)), byName(permissionsOf(after))]
  const [oldRoutes, nowRoutes] = [routesOf(old), routesOf(now)]
  const opened = [...nowRoutes.values()].map((route) => ({ route, was: standing(oldRoutes, route) }))
  const moved = opened.flatMap(({ route: { method, path, permission: to }, was }) =>
    was && was.permission !== to ? [{ method, path, from: was.permission, to }] : [],
  )
  const gone = [...oldRoutes].flatMap(([key, route]) => (nowRoutes.has(key) ? [] : [route]))
  const come = opened.flatMap(({ route, was }) => (was ? [] : [route]))
  const { relocated, routesAdded, routesRemoved } = relocate(gone, come)
  return {
    added: [...now.values()].filter((each) => !old.has(each.permission)),
    removed: [...old.values()].filter((each) => !now.has(each.permission)),
    accessChanged: [...now.values()].flatMap(({ permission, access }) => {
      const was = old.get(permission)
      return was && was.access !== access ? [{ permission, from: was.access, to: access }] : []
    }),
    moved,
    relocated,
    routesAdded,
    routesRemoved,
    widened: [
      ...moved.flatMap(({ method, path, from, to }) =>
        old.has(to) ? [{ method, path, permission: to, from }] : [],
      ),
      // The first routes of a permission widen nothing: until then its name alone said what it opens.
      ...routesAdded.flatMap((route) =>
        old.get(route.permission)?.routes.length ? [{ ...route, from: null }] : [],
      ),
    ],
    bound: boundDiff(before, after),
  }
}

/**
 * The permissions whose names stop meaning what they meant: gone, or opening more. Scopes of before hold them no
 * longer, also should a name return.
 */
export const retiredBy = ({ removed, widened }: Pick<ApiDiff, 'removed' | 'widened'>): Permission[] => [
  ...new Set([...removed, ...widened].map((each) => each.permission)),
]

/** Pairs what is gone with what has come, where an operation has merely moved. */
function relocate(
  gone: readonly PermissionRoute[],
  come: readonly PermissionRoute[],
): Pick<ApiDiff, 'relocated' | 'routesAdded' | 'routesRemoved'> {
  const places = new Map<string, PermissionRoute[]>()
  const placeOf = ({ permission, method }: PermissionRoute) => `${permission} ${method}`
  for (const route of gone) places.set(placeOf(route), [...(places.get(placeOf(route)) ?? []), route])
  const relocated: ApiDiff['relocated'] = []
  const taken = new Set<PermissionRoute>()
  const routesAdded = come.filter((route) => {
    const vacant = places.get(placeOf(route))?.shift()
    if (!vacant) return true
    taken.add(vacant)
    relocated.push({
      permission: route.permission,
      method: route.method,
      from: vacant.path,
      to: route.path,
    })
    return false
  })
  return { relocated, routesAdded, routesRemoved: gone.filter((route) => !taken.has(route)) }
}

/** The permissions of an API, in its order, each with what it opens. */
export function permissionsOf(api: Api | null): DescribedPermission[] {
  if (!api) return []
  return api.resources.flatMap((resource) =>
    resource.actions.map(({ name, label, access, routes }) => ({
      permission: permission(api.slug, resource.name, name),
      label: `${resource.label}: ${label}`,
      access,
      routes,
    })),
  )
}

const byName = (permissions: readonly DescribedPermission[]) =>
  new Map(permissions.map((each) => [each.permission, each]))

type Routes = ReadonlyMap<string, PermissionRoute>

function routesOf(permissions: ReadonlyMap<Permission, DescribedPermission>): Routes {
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
