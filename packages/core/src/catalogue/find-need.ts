import type { Catalogue, ExplainedRequest, Permission } from '@keyward/contract'
import { permission } from '@keyward/contract'
import type { RouteMatch, RouteMatcher } from './routes/compile-routes.ts'

/** The permission that a described request needs, or why none stands for it. */
export function findNeed(request: ExplainedRequest, { apis }: Catalogue, routes: RouteMatcher): RouteMatch {
  if ('permission' in request) return { permission: request.permission }
  if ('field' in request) return ofAll(fieldMatches(request.field, apis))
  const { method, path, host } = request
  const hosts = host === undefined ? hostsToTry(apis) : [host]
  return ofAll(hosts.map((each) => routes.match(method, each, path)))
}

/** One host of each API: where no host is named, any API may be meant. */
const hostsToTry = (apis: Catalogue['apis']): readonly string[] => [
  ...new Set(apis.map(({ hosts }) => hosts[0] ?? '')),
]

function fieldMatches(field: string, apis: Catalogue['apis']): RouteMatch[] {
  return apis.flatMap(({ slug, resources }) =>
    resources.flatMap(({ name, actions }) =>
      actions
        .filter(({ routes }) => routes.some(({ method, path }) => method === 'FIELD' && path === field))
        .map((action) => ({ permission: permission(slug, name, action.name) })),
    ),
  )
}

/** What several answers come to: the one permission that they name; where they differ, the request names too little. */
function ofAll(matches: readonly RouteMatch[]): RouteMatch {
  const found = matches.flatMap((match): Permission[] => ('permission' in match ? [match.permission] : []))
  const [first, ...others] = new Set(found)
  if (first !== undefined && others.length > 0) return { refused: 'route_unmapped', why: 'routes_cross' }
  if (first !== undefined) return { permission: first }
  return matches[0] ?? { refused: 'route_unmapped', why: 'route_unknown' }
}
