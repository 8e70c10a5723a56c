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
  /** Routes that a permission opens now which it did not open before: whoever holds it gains them. */
  widened: PermissionRoute[]
  /** Where the API answers, when that changes: every route moves with it. */
  bound: { hosts: [from: string[], to: string[]]; pathPrefix: [from: string, to: string] } | null
}

/** Compares two descriptions of one API. A parameter's name is no part of a path; labels and names are not compared. */
export function diffApi(before: Api, after: Api): ApiDiff {
  const [old, now] = [permissionsOf(before), permissionsOf(after)]
  const [oldRoutes, nowRoutes] = [routesOf(old), routesOf(now)]
  const opened = [...nowRoutes].map(([key, route]) => ({ route, was: oldRoutes.get(key) }))
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
    widened: opened
      .filter(({ route, was }) => old.has(route.permission) && was?.permission !== route.permission)
      .map(({ route }) => route),
    bound: boundDiff(before, after),
  }
}

function permissionsOf(api: Api): ReadonlyMap<Permission, DescribedPermission> {
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
      routes.map(({ method, path }) => [`${method} ${keyOf(path)}`, { method, path, permission }] as const),
    ),
  )
}

function keyOf(path: string): string {
  const parsed = parseTemplate(path)
  return 'fault' in parsed ? path : shapeOf(parsed.template)
}

function boundDiff(before: Api, after: Api): ApiDiff['bound'] {
  const [from, to] = [[...before.hosts].sort(), [...after.hosts].sort()]
  if (from.join() === to.join() && before.pathPrefix === after.pathPrefix) return null
  return { hosts: [from, to], pathPrefix: [before.pathPrefix, after.pathPrefix] }
}
