import { type Action, Api, type ApiInput, type FieldFault, faultsOf, type Resource } from '@keyward/contract'
import { compileRoutes } from '../routes/compile-routes.ts'
import { type Description, fieldOf, openDescription, refuse, textOf } from './document.ts'
import { nameActions, nameResource } from './name-operations.ts'
import { labelOf, wordsOf } from './names.ts'
import { type DescribedOperation, type Note, readOperations } from './operations.ts'
import { chooseBase, readServers, type Server, showServer } from './servers.ts'

/** How an API is called, and where it answers when the description does not say or says it otherwise. */
export type ImportOptions = {
  slug: string
  name?: string | undefined
  hosts?: readonly string[] | undefined
  pathPrefix?: string | undefined
}

/** An API as imported, and what its operator should know. Plain data, so that a worker can make it. */
export type ImportedApi = { api: ApiInput; operations: number; notes: Note[] }

/**
 * Makes an API of a parsed OpenAPI 3.0 or 3.1 description.
 * @throws KeywardError `catalogue_invalid`, with the operations concerned and what to do
 */
export function importOpenApi(value: unknown, options: ImportOptions): ImportedApi {
  const description = openDescription(value)
  const notes: Note[] = []
  const operations = readOperations(description, notes)
  const servers = readBase(description, operations, options, notes)
  const own = chooseBase(servers)
  const bound = operations.map((operation) => unbindElsewhere(operation, servers, notes))
  const title = textOf(fieldOf(fieldOf(description.root, 'info'), 'title'))
  const api = checkApi({
    slug: options.slug,
    name: options.name ?? labelOf(title ?? options.slug),
    hosts: [...(options.hosts ?? own.hosts)],
    pathPrefix: (options.pathPrefix ?? own.prefix).replace(/\/$/, ''),
    resources: groupByResource(bound, notes),
  })
  if (api.hosts.length === 0)
    notes.push({ where: 'servers', note: 'name no host: the API answers for every host; give its hosts' })
  compileRoutes({ apis: [api] })
  return { api, operations: operations.length, notes }
}

/** An operation as bound: without a route when its own servers are not the API's. */
type BoundOperation = { operation: DescribedOperation; served: boolean }

/** The description's servers; where it has none, those of its first operation that has. */
function readBase(
  { root }: Description,
  operations: readonly DescribedOperation[],
  options: ImportOptions,
  notes: Note[],
): readonly Server[] {
  const read = readServers(fieldOf(root, 'servers'))
  for (const url of read?.unread ?? [])
    notes.push({ where: 'servers', note: `\`${url}\` is not read: it is no plain http address` })
  const servers = read?.servers ?? operations.find((operation) => operation.servers)?.servers ?? []
  if (options.hosts === undefined && options.pathPrefix === undefined)
    for (const server of chooseBase(servers).left)
      notes.push({
        where: 'servers',
        note: `${showServer(server)} is left out: an API has one path prefix; import it as another API or give pathPrefix`,
      })
  return servers
}

function unbindElsewhere(
  operation: DescribedOperation,
  servers: readonly Server[],
  notes: Note[],
): BoundOperation {
  const { prefix, hosts } = chooseBase(servers)
  const here = (server: Server) =>
    server.prefix === prefix && (server.host === undefined || hosts.includes(server.host))
  if (operation.servers?.every((server) => !here(server)) !== true) return { operation, served: true }
  const elsewhere = operation.servers.map(showServer).join(', ')
  notes.push({
    where: operation.where,
    note: `is served at ${elsewhere}: its permission is in the catalogue, without a route`,
  })
  return { operation, served: false }
}

function groupByResource(bound: readonly BoundOperation[], notes: Note[]): Resource[] {
  const groups = new Map<string, { label: string; bound: BoundOperation[] }>()
  for (const each of bound) {
    const { name, label } = nameResource(each.operation)
    const group = groups.get(name) ?? { label, bound: [] }
    group.bound.push(each)
    groups.set(name, group)
  }
  const faults: FieldFault[] = []
  const resources = [...groups].map(([name, group]) => ({
    name,
    label: group.label,
    actions: makeActions(name, group.bound, faults, notes),
  }))
  if (faults.length > 0) throw refuse(faults)
  return resources
}

function makeActions(
  resource: string,
  bound: readonly BoundOperation[],
  faults: FieldFault[],
  notes: Note[],
): Action[] {
  const named = nameActions(bound.map(({ operation }) => operation))
  if (named.numbered.length > 0)
    notes.push({
      where: resource,
      note: `${named.numbered.map(({ where }) => where).join(', ')} are told apart by number: give each an operationId or x-keyward-action, so that their names stay`,
    })
  const actions = new Map<string, { action: Action; where: string }>()
  for (const { operation, served } of bound) {
    const name = named.names.get(operation) ?? ''
    const access = operation.said.access ?? (/^(GET|HEAD)$/.test(operation.method) ? 'read' : 'write')
    const routes = served ? [{ method: operation.method, path: operation.path }] : []
    const standing = actions.get(name)
    if (!standing) {
      const label = labelOf(operation.summary ?? wordsOf(name))
      actions.set(name, { action: { name, label, access, routes }, where: operation.where })
    } else if (standing.action.access !== access)
      faults.push({
        path: operation.where,
        message: `is ${access} and ${standing.where} is ${standing.action.access}, both ${resource}:${name}: give both the same x-keyward-access`,
      })
    else standing.action.routes.push(...routes)
  }
  return [...actions.values()].map(({ action }) => action)
}

/** Holds what was made to the contract, whose limits a description can exceed. */
export function checkApi(api: ApiInput): Api {
  for (const { name, actions } of api.resources)
    if (actions.length > 500)
      throw refuse([
        {
          path: name,
          message: `has ${actions.length} operations, at most 500 fit: divide them by tags, x-keyward-resource or, in GraphQL, @keyward(resource: …)`,
        },
      ])
  const result = Api.safeParse(api)
  if (result.success) return result.data
  throw refuse(faultsOf(result.error))
}
