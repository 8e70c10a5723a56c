import { actionNameOf, labelOf, numbered, pathWords, resourceNameOf, wordsOf } from './names.ts'
import type { DescribedOperation } from './operations.ts'

/** The resource that an operation belongs to: as said, else its first tag, else its path's first telling word. */
export function nameResource({ said, tag, path }: DescribedOperation): { name: string; label: string } {
  if (said.resource)
    return { name: said.resource, label: tag === undefined ? wordsOf(said.resource) : labelOf(tag) }
  const fromTag = tag === undefined ? undefined : resourceNameOf(tag)
  if (tag !== undefined && fromTag !== undefined) return { name: fromTag, label: labelOf(tag) }
  const fromPath = resourceNameOf(pathWords(path)[0] ?? '')
  return fromPath === undefined
    ? { name: 'root', label: 'Root' }
    : { name: fromPath, label: wordsOf(fromPath) }
}

/**
 * Names the actions of one resource. Names that an author said are kept, and the same one said twice is one
 * action. Of all others that would share a name, none keeps it, lest it pass from one route to another when the
 * description grows: each falls back to its operationId, then to its path's words, then to its whole route,
 * then to a number.
 */
export function nameActions(operations: readonly DescribedOperation[]): {
  names: ReadonlyMap<DescribedOperation, string>
  numbered: readonly DescribedOperation[]
} {
  const names = new Map<DescribedOperation, string>()
  for (const operation of operations) if (operation.said.action) names.set(operation, operation.said.action)
  let open = operations.filter((operation) => !names.has(operation))
  for (const wish of [preferredName, nameFromId, nameFromPath, nameFromRoute])
    open = settle(open, wish, names)
  const inOrder = [...open].sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method))
  const taken = new Set(names.values())
  for (const operation of inOrder) {
    const name = free(preferredName(operation), taken)
    taken.add(name)
    names.set(operation, name)
  }
  return { names, numbered: inOrder }
}

/** Gives each operation the name it wishes for where nobody else has it or wishes for it; answers the others. */
function settle(
  open: readonly DescribedOperation[],
  wish: (operation: DescribedOperation) => string | undefined,
  names: Map<DescribedOperation, string>,
): DescribedOperation[] {
  const taken = new Set(names.values())
  const wishes = open.map((operation) => ({ operation, name: wish(operation) }))
  const counts = new Map<string | undefined, number>()
  for (const { name } of wishes) counts.set(name, (counts.get(name) ?? 0) + 1)
  return wishes.flatMap(({ operation, name }) => {
    if (name === undefined || counts.get(name) !== 1 || taken.has(name)) return [operation]
    names.set(operation, name)
    return []
  })
}

function preferredName(operation: DescribedOperation): string {
  const tail = operation.id?.split(/[/.:#]/).findLast((part) => part !== '')
  return (tail === undefined ? undefined : actionNameOf(tail)) ?? customaryName(operation)
}

const nameFromId = ({ id }: DescribedOperation) => (id === undefined ? undefined : actionNameOf(id))

const nameFromPath = (operation: DescribedOperation) =>
  actionNameOf([customaryName(operation), ...pathWords(operation.path)].join('-'))

const nameFromRoute = ({ method, path }: DescribedOperation) =>
  actionNameOf(`${method.toLowerCase()}-${path.replace(/\{\+?([^{}]*)\}/g, 'by-$1').replaceAll('/', '-')}`)

const CUSTOMARY: Partial<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
}

function customaryName({ method, path }: DescribedOperation): string {
  if (method === 'OPTIONS') return 'options'
  return CUSTOMARY[method] ?? (/\}[^/]*$/.test(path) ? 'findOne' : 'find')
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(numbered(name, number))) number++
  return numbered(name, number)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
