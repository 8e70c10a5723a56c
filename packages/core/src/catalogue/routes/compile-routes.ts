import {
  type Catalogue,
  type FieldFault,
  KeywardError,
  type Permission,
  type Unmapped,
} from '@keyward/contract'
import { plantRoutes } from './plant-routes.ts'
import { foremost } from './precedence.ts'
import { type RouteTree, takers } from './route-tree.ts'
import { hostName, readTarget } from './target.ts'

export type RouteMatch = { permission: Permission } | { refused: 'route_unmapped'; why: Unmapped }

export type RouteMatcher = {
  /** The permission that a request needs, from its method, its Host and its target as they were sent. */
  match(method: string, host: string, target: string): RouteMatch
}

/**
 * Lays a catalogue's routes out for matching; made once for each revision. An API without hosts answers for
 * every host. A GET route takes HEAD too, where HEAD has no route of its own.
 * @throws KeywardError `catalogue_invalid`, naming both routes where two claim the same requests
 */
export function compileRoutes(catalogue: Pick<Catalogue, 'apis'>): RouteMatcher {
  const steps = compileInSteps(catalogue)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** The same in steps of at most a hundred routes, for a thread that has to answer in between. */
export function* compileInSteps(catalogue: Pick<Catalogue, 'apis'>): Generator<undefined, RouteMatcher> {
  const { hosts, anywhere, faults } = yield* plantRoutes(catalogue.apis)
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

function invalid(faults: readonly FieldFault[]): KeywardError {
  const told = faults.slice(0, 3).map(({ message }) => message)
  const more = faults.length > 3 ? ` (and ${faults.length - 3} more)` : ''
  return new KeywardError('catalogue_invalid', {
    detail: `${told.join('; ')}${more}. One route needs one permission: change the hosts, the path prefix or the paths.`,
    fields: faults,
  })
}
