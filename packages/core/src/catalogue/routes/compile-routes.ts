import {
  type Api,
  type Catalogue,
  type FieldFault,
  KeywardError,
  type Permission,
  permission,
  type Route,
} from '@keyward/contract'
import { foremost } from './precedence.ts'
import { type Claim, emptyTree, plant, type RouteTree, takers } from './route-tree.ts'
import { hostName, readTarget } from './target.ts'
import { parseTemplate } from './template.ts'

/** Why a request is at no route, for the one who reads the refusal. */
export const UNMAPPED = {
  host_unknown: 'no API of the catalogue answers for this host',
  target_ambiguous: 'the path can be read in more than one way',
  route_unknown: 'no route of the catalogue has this method and path',
  case_differs: 'a route differs from this path only in the case of its letters',
  routes_cross: 'two routes that need different permissions both take this path',
} as const
export type Unmapped = keyof typeof UNMAPPED

export type RouteMatch = { permission: Permission } | { refused: 'route_unmapped'; why: Unmapped }

export type RouteMatcher = {
  /** The permission that a request needs, from its method, its Host and its target as they were sent. */
  match(method: string, host: string, target: string): RouteMatch
}

type Methods = Map<string, RouteTree>
type BoundRoute = Route & { claim: Claim; place: string }
type BoundApi = { hosts: readonly string[]; routes: readonly BoundRoute[] }

/**
 * Lays a catalogue's routes out for matching; made once for each revision. An API without hosts answers for
 * every host. A GET route takes HEAD too, where HEAD has no route of its own.
 * @throws KeywardError `catalogue_invalid`, naming both routes where two claim the same requests
 */
export function compileRoutes(catalogue: Pick<Catalogue, 'apis'>): RouteMatcher {
  const faults: FieldFault[] = []
  const apis = catalogue.apis.map((api, at) => bindApi(api, `apis.${at}`, faults))
  const { anywhere, hosts } = plantHosts(apis, faults)
  if (faults.length > 0) throw invalid(faults)
  return {
    match(method, host, target) {
      const methods = hosts.get(host) ?? hosts.get(hostName(host)) ?? anywhere
      return methods.size > 0 ? matchAt(methods.get(method), target) : unmapped('host_unknown')
    },
  }
}

function matchAt(tree: RouteTree | undefined, target: string): RouteMatch {
  const segments = readTarget(target)
  if (!segments) return unmapped('target_ambiguous')
  const front = tree ? foremost(takers(tree, segments), segments) : []
  const first = front[0]
  if (!first) return unmapped('route_unknown')
  const { permission } = first.claim
  if (front.some(({ claim }) => claim.permission !== permission)) return unmapped('routes_cross')
  return front.every(({ exact }) => exact) ? { permission } : unmapped('case_differs')
}

const unmapped = (why: Unmapped): RouteMatch => ({ refused: 'route_unmapped', why })

/** Lays out each host's routes once, and hosts of the same APIs together. */
function plantHosts(apis: readonly BoundApi[], faults: FieldFault[]) {
  const planted = new Map<string, Methods>()
  const plantAt = (host: string | undefined): Methods => {
    const here = apis.map(({ hosts }) => hosts.length === 0 || (host !== undefined && hosts.includes(host)))
    const key = here.join()
    const methods =
      planted.get(key) ??
      plantAll(
        apis.filter((_, at) => here[at]).flatMap((api) => api.routes),
        faults,
      )
    planted.set(key, methods)
    return methods
  }
  const named = new Set(apis.filter(({ routes }) => routes.length > 0).flatMap(({ hosts }) => hosts))
  return { anywhere: plantAt(undefined), hosts: new Map([...named].map((host) => [host, plantAt(host)])) }
}

function bindApi(api: Api, at: string, faults: FieldFault[]): BoundApi {
  const routes = api.resources.flatMap((resource, resourceAt) =>
    resource.actions.flatMap((action, actionAt) =>
      action.routes.flatMap((route, routeAt) => {
        const place = `${at}.resources.${resourceAt}.actions.${actionAt}.routes.${routeAt}`
        const parsed = parseTemplate(api.pathPrefix + route.path)
        if ('fault' in parsed) {
          faults.push({ path: place, message: `${route.method} ${route.path}: ${parsed.fault}` })
          return []
        }
        const needed = permission(api.slug, resource.name, action.name)
        const text = `${route.method} ${api.pathPrefix}${route.path} (${needed})`
        return [{ ...route, place, claim: { permission: needed, template: parsed.template, text } }]
      }),
    ),
  )
  return { hosts: api.hosts.map(hostName), routes }
}

function plantAll(routes: readonly BoundRoute[], faults: FieldFault[]): Methods {
  const methods: Methods = new Map()
  for (const route of routes) plantIn(methods, route.method, route, faults)
  const heads = routes.filter(({ method }) => method === 'GET')
  for (const route of heads) plant(treeOf(methods, 'HEAD'), route.claim)
  return methods
}

function plantIn(methods: Methods, method: string, { claim, place }: BoundRoute, faults: FieldFault[]): void {
  const standing = plant(treeOf(methods, method), claim)
  if (!standing || standing.permission === claim.permission) return
  if (faults.some(({ path }) => path === place)) return
  faults.push({ path: place, message: `${claim.text} takes the same requests as ${standing.text}` })
}

function treeOf(methods: Methods, method: string): RouteTree {
  const tree = methods.get(method) ?? emptyTree()
  methods.set(method, tree)
  return tree
}

function invalid(faults: readonly FieldFault[]): KeywardError {
  const told = faults.slice(0, 3).map(({ message }) => message)
  const more = faults.length > 3 ? ` (and ${faults.length - 3} more)` : ''
  return new KeywardError('catalogue_invalid', {
    detail: `${told.join('; ')}${more}. One route needs one permission: change the hosts, the path prefix or the paths.`,
    fields: faults.slice(0, 100),
  })
}
