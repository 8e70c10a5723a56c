import { facts, table } from './table.ts'
import { instant } from './when.ts'

type Fields = { readonly [name: string]: unknown }

const MOST_COLUMNS = 6
const PAGING = new Set(['total', 'nextCursor'])
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** An answer of any shape for people: a list as a table, everything else as facts. */
export function describe(value: unknown, columns?: readonly string[], room?: number): string {
  if (value === undefined) return ''
  if (!isFields(value)) return rowsOf(value, columns, room) ?? wordOf(value)
  const lists = Object.values(value).filter(isList)
  const listed =
    lists.length === 1 && Object.keys(value).every((name) => isList(value[name]) || PAGING.has(name))
  return (columns || listed ? rowsOf(lists[0], columns, room) : undefined) ?? facts(factsOf(value))
}

const isList = (value: unknown): value is Fields[] => Array.isArray(value) && value.every(isFields)

function rowsOf(items: unknown, columns?: readonly string[], room?: number): string | undefined {
  if (!isList(items)) return undefined
  const [first] = items
  if (!first) return ''
  const shown = columns ?? scalarsOf(first)
  return table(
    shown.map(headOf),
    items.map((item) => shown.map((path) => wordOf(at(item, path)))),
    room,
  )
}

const scalarsOf = (item: Fields): string[] =>
  Object.keys(item)
    .filter((name) => typeof item[name] !== 'object' || item[name] === null)
    .slice(0, MOST_COLUMNS)

/** `role.name` is the role. */
const headOf = (path: string): string =>
  path
    .replace(/\.name$/, '')
    .split('.')
    .map(spaced)
    .join(' ')
    .toUpperCase()

function factsOf(value: Fields, before = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, each]): [string, string][] => {
    const called = `${before}${spaced(name)}`
    if (isFields(each)) return factsOf(each, `${called} `)
    if (Array.isArray(each)) return [[called, each.map(lineOf).join('\n')]]
    return [[called, wordOf(each)]]
  })
}

/** An item of a list as one line. */
const lineOf = (item: unknown): string =>
  isFields(item)
    ? factsOf(item)
        .filter(([, word]) => word !== '')
        .map(([name, word]) => `${name} ${word.replaceAll('\n', ' ')}`)
        .join(', ')
    : wordOf(item)

function wordOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return INSTANT.test(value) ? instant(value) : value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const at = (item: Fields, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), item)

/** `lastUsedAt` as people write it: `last used at`. */
const spaced = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
