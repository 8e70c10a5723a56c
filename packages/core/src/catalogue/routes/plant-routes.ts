import { type Api, type FieldFault, permission, type Route } from '@keyward/contract'
import { type Claim, emptyTree, plant, type RouteTree } from './route-tree.ts'
import { hostName } from './target.ts'
import { parseTemplate } from './template.ts'

/** The routes of one host, a tree for each method. */
export type Methods = ReadonlyMap<string, RouteTree>
/** Every named host's routes, and those of APIs that answer for every host. */
export type Planted = {
  hosts: ReadonlyMap<string, Methods>
  anywhere: Methods
  faults: readonly FieldFault[]
}

type BoundRoute = Route & { claim: Claim; place: string }
type BoundApi = { hosts: readonly string[]; routes: readonly BoundRoute[] }

const SLICE = 100
const FAULTS = 100

/** Lays out each host's routes once, hosts of the same APIs together. Yields after every hundred routes. */
export function* plantRoutes(apis: readonly Api[]): Generator<undefined, Planted> {
  const faults: FieldFault[] = []
  const bound: BoundApi[] = []
  for (const [at, api] of apis.entries()) bound.push(yield* bindApi(api, `apis.${at}`, faults))
  const anywhere = bound.filter(({ hosts }) => hosts.length === 0)
  const planted = new Map([[keyOf(anywhere, bound), yield* plantAll(anywhere, faults)]])
  const hosts = new Map<string, Methods>()
  for (const host of new Set(bound.flatMap((api) => api.hosts))) {
    const here = bound.filter((api) => api.hosts.length === 0 || api.hosts.includes(host))
    const key = keyOf(here, bound)
    const methods = planted.get(key) ?? (yield* plantAll(here, faults))
    planted.set(key, methods)
    hosts.set(host, methods)
  }
  return { hosts, anywhere: planted.get(keyOf(anywhere, bound)) ?? new Map(), faults }
}

const keyOf = (some: readonly BoundApi[], all: readonly BoundApi[]): string =>
  some.map((api) => all.indexOf(api)).join()

function* bindApi(api: Api, at: string, faults: FieldFault[]): Generator<undefined, BoundApi> {
  const routes: BoundRoute[] = []
  const fields = new Map<string, string>()
  for (const [resourceAt, resource] of api.resources.entries())
    for (const [actionAt, action] of resource.actions.entries())
      for (const [routeAt, route] of action.routes.entries()) {
        const place = `${at}.resources.${resourceAt}.actions.${actionAt}.routes.${routeAt}`
        const needed = permission(api.slug, resource.name, action.name)
        if (route.method === 'FIELD' || !route.path.startsWith('/')) {
          claimField(fields, route, needed, (message) => addFault(faults, place, message))
          continue
        }
        const parsed = parseTemplate(api.pathPrefix + route.path)
        if ('fault' in parsed) {
          addFault(faults, place, `${route.method} ${route.path}: ${parsed.fault}`)
          continue
        }
        const text = `${route.method} ${api.pathPrefix}${route.path} (${needed})`
        routes.push({ ...route, place, claim: { permission: needed, template: parsed.template, text } })
        if (routes.length % SLICE === 0) yield
      }
  return { hosts: routes.length > 0 ? api.hosts.map(hostName) : [], routes }
}

/** A GraphQL field is no request that a tree could match: a guard in the GraphQL server asks for it by name. */
function claimField(
  fields: Map<string, string>,
  { method, path }: Route,
  needed: string,
  fault: (message: string) => void,
): void {
  if (method !== 'FIELD' || path.startsWith('/'))
    fault(
      `${method} ${path}: FIELD stands before a GraphQL field such as Query.notes, every other method before a path`,
    )
  const standing = fields.get(path)
  if (standing !== undefined && standing !== needed)
    fault(`FIELD ${path} (${needed}) is opened by ${standing} already`)
  fields.set(path, needed)
}

function* plantAll(apis: readonly BoundApi[], faults: FieldFault[]): Generator<undefined, Methods> {
  const methods = new Map<string, RouteTree>()
  const routes = apis.flatMap((api) => api.routes)
  for (const [at, route] of routes.entries()) {
    plantClaim(treeOf(methods, route.method), route, faults)
    if (at % SLICE === SLICE - 1) yield
  }
  for (const [at, { method, claim }] of routes.entries()) {
    if (method === 'GET') plant(treeOf(methods, 'HEAD'), claim)
    if (at % SLICE === SLICE - 1) yield
  }
  return methods
}

function plantClaim(tree: RouteTree, { claim, place }: BoundRoute, faults: FieldFault[]): void {
  const standing = plant(tree, claim)
  if (standing && standing.permission !== claim.permission)
    addFault(faults, place, `${claim.text} takes the same requests as ${standing.text}`)
}

// A route that is planted at several hosts is at fault once.
function addFault(faults: FieldFault[], path: string, message: string): void {
  if (faults.length < FAULTS && !faults.some((fault) => fault.path === path)) faults.push({ path, message })
}

function treeOf(methods: Map<string, RouteTree>, method: string): RouteTree {
  const tree = methods.get(method) ?? emptyTree()
  methods.set(method, tree)
  return tree
}
