import type { Action, FieldFault, Route } from '@keyward/contract'
import { parseTemplate } from '../routes/template.ts'
import { type Description, type Fields, fieldOf, follow, isFields, refuse, textOf } from './document.ts'
import { isActionName, isResourceName } from './names.ts'
import { readServers, type Server } from './servers.ts'

/** One operation of a description, with what the author said of it and nothing made up yet. */
export type DescribedOperation = Route & {
  /** How a fault or note names it: `GET /notes/{id}`. */
  where: string
  id: string | undefined
  tag: string | undefined
  summary: string | undefined
  said: { resource?: string; action?: string; access?: Action['access'] }
  /** Its own or its path's servers, where they are not the description's. */
  servers: readonly Server[] | undefined
}

export type Note = { where: string; note: string }

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const
const OPERATIONS = 5000

/**
 * Reads every operation, resolving only what a route needs: path items and parameters.
 * @throws KeywardError `catalogue_invalid`, with a fault for each operation that cannot be bound
 */
export function readOperations(description: Description, notes: Note[]): DescribedOperation[] {
  const faults: FieldFault[] = []
  const operations: DescribedOperation[] = []
  for (const [path, item] of Object.entries(description.paths)) {
    if (path.startsWith('x-')) continue
    operations.push(...readPath(description, path, item, faults, notes))
    if (operations.length > OPERATIONS)
      throw refuse([
        { path: 'paths', message: `hold more than ${OPERATIONS} operations: import them as several APIs` },
      ])
  }
  faults.push(...repeatedIds(operations))
  if (faults.length > 0) throw refuse(faults)
  if (operations.length === 0)
    throw refuse([{ path: 'paths', message: 'hold no operation; is the document cut off?' }])
  return operations
}

function readPath(
  { root }: Description,
  path: string,
  raw: unknown,
  faults: FieldFault[],
  notes: Note[],
): DescribedOperation[] {
  const where = path.slice(0, 500)
  const fault = (message: string): [] => {
    faults.push({ path: where, message })
    return []
  }
  if (path.length > 500) return fault('is longer than 500 characters')
  if (!path.startsWith('/')) return fault('is no path: a path starts with /')
  const followed = follow(root, raw)
  if ('fault' in followed) return fault(followed.fault)
  if (!isFields(followed.found)) return fault('is not an object with operations')
  const item = isFields(raw) ? { ...followed.found, ...raw } : followed.found
  if (Object.hasOwn(item, 'trace'))
    notes.push({ where: `TRACE ${path}`, note: 'left out: TRACE is never let through' })
  return METHODS.flatMap((method) => {
    const operation = fieldOf(item, method)
    if (operation === undefined) return []
    const name = `${method.toUpperCase()} ${path}`
    if (isFields(operation)) return readOperation(root, method, path, item, operation, faults, notes)
    faults.push({ path: name, message: 'is not an object' })
    return []
  })
}

function readOperation(
  root: Fields,
  method: (typeof METHODS)[number],
  path: string,
  item: Fields,
  operation: Fields,
  faults: FieldFault[],
  notes: Note[],
): DescribedOperation {
  const where = `${method.toUpperCase()} ${path}`
  const fault = (message: string) => void faults.push({ path: where, message })
  const template = routePath(root, path, [item, operation], fault)
  const parsed = parseTemplate(template)
  if ('fault' in parsed) fault(parsed.fault)
  if (/[?#]/.test(path)) notes.push({ where, note: 'is bound by its path alone: routes ignore the query' })
  const tags = fieldOf(operation, 'tags')
  const servers = readServers(fieldOf(operation, 'servers')) ?? readServers(fieldOf(item, 'servers'))
  return {
    method: method.toUpperCase() as Route['method'],
    path: template,
    where,
    id: textOf(fieldOf(operation, 'operationId')),
    tag: Array.isArray(tags) ? textOf(tags[0]) : undefined,
    summary: textOf(fieldOf(operation, 'summary')) ?? textOf(fieldOf(item, 'summary')),
    said: readSaid(item, operation, fault),
    servers: servers?.servers,
  }
}

/** The path up to its query or fragment, with `{+name}` for a parameter that is said to span several segments. */
function routePath(
  root: Fields,
  path: string,
  holders: readonly Fields[],
  fault: (message: string) => void,
): string {
  const bare = path.split(/[?#]/)[0] ?? ''
  if (!bare.includes('{')) return bare
  const spanning = new Set<unknown>()
  for (const holder of holders) {
    const parameters = fieldOf(holder, 'parameters')
    for (const raw of Array.isArray(parameters) ? parameters : []) {
      const followed = follow(root, raw)
      if ('fault' in followed) fault(`a parameter: ${followed.fault}`)
      else if (spans(followed.found)) spanning.add(fieldOf(followed.found, 'name'))
    }
  }
  return bare.replace(/\{([^{}/]+)\}/g, (parameter, name) => (spanning.has(name) ? `{+${name}}` : parameter))
}

const spans = (parameter: unknown): boolean =>
  fieldOf(parameter, 'in') === 'path' &&
  (fieldOf(parameter, 'x-keyward-multi-segment') ?? fieldOf(parameter, 'x-multi-segment')) === true

function readSaid(
  item: Fields,
  operation: Fields,
  fault: (message: string) => void,
): DescribedOperation['said'] {
  const said: DescribedOperation['said'] = {}
  const resource = fieldOf(operation, 'x-keyward-resource') ?? fieldOf(item, 'x-keyward-resource')
  if (isResourceName(resource)) said.resource = resource
  else if (resource !== undefined) fault('x-keyward-resource takes lower-case letters, digits, - _ .')
  const action = fieldOf(operation, 'x-keyward-action')
  if (isActionName(action)) said.action = action
  else if (action !== undefined) fault('x-keyward-action takes letters, digits, - _ .')
  const access = fieldOf(operation, 'x-keyward-access') ?? fieldOf(item, 'x-keyward-access')
  if (access === 'read' || access === 'write') said.access = access
  else if (access !== undefined) fault('x-keyward-access is read or write')
  return said
}

function repeatedIds(operations: readonly DescribedOperation[]): FieldFault[] {
  const first = new Map<string, string>()
  return operations.flatMap(({ id, where }) => {
    if (id === undefined) return []
    const other = first.get(id)
    if (other === undefined) first.set(id, where)
    return other === undefined
      ? []
      : [
          {
            path: where,
            message: `has the operationId \`${id.slice(0, 100)}\` of ${other}: give each its own`,
          },
        ]
  })
}
