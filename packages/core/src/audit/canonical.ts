import type { Json } from './event.ts'

/**
 * Writes a value as its one JSON text: keys sorted by UTF-16 code unit, no whitespace, text as it is (not normalised).
 * @throws TypeError for anything that JSON would change or drop
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object') return `{${members(value).join(',')}}`
  throw new TypeError(`JSON has no ${typeof value} such as this`)
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const members = (value: { readonly [key: string]: Json }): string[] =>
  Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
