import { z } from 'zod'
import { type FieldFault, KeywardError } from './errors.ts'
import { type OperationName, operations, type ParsedOf } from './operations/index.ts'
import type { Operation } from './operations/operation.ts'

/** An input as it travels: path fields, query fields, header fields and body apart. */
export type InputParts = { params?: unknown; query?: unknown; headers?: unknown; body?: unknown }

const PARTS = ['params', 'query', 'headers', 'body'] as const
/** Made once: zod compiles a schema at its first use. */
const NOTHING = z.strictObject({})

/**
 * Parses an operation's input and answers its fields in one object, defaults filled.
 * @throws KeywardError `request_invalid`, with a fault for each field
 */
export function parseInput<N extends OperationName>(name: N, parts: InputParts): ParsedOf<N> {
  const declared: Operation = operations[name]
  const fields: FieldFault[] = []
  const parsed: object[] = []
  for (const part of PARTS) {
    const result = (declared[part] ?? NOTHING).safeParse(parts[part] ?? {})
    if (result.success) parsed.push(result.data as object)
    else fields.push(...faultsOf(result.error))
  }
  if (fields.length > 0) throw new KeywardError('request_invalid', { detail: describe(fields), fields })
  return Object.assign({}, ...parsed) as ParsedOf<N>
}

/**
 * Parses a value by a schema of the contract.
 * @throws KeywardError `request_invalid`, with a fault for each field
 */
export function parseShape<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const fields = faultsOf(result.error)
  throw new KeywardError('request_invalid', { detail: describe(fields), fields })
}

/** Takes a flat input apart into what goes in the path, the query, the headers and the body. */
export function splitInput(
  name: OperationName,
  input: object,
): { params: object; query: object; headers: object; body: object | undefined } {
  const declared: Operation = operations[name]
  const params = new Set(Object.keys(declared.params?.shape ?? {}))
  const query = new Set(Object.keys(declared.query?.shape ?? {}))
  const headers = new Set(Object.keys(declared.headers?.shape ?? {}))
  const pick = (chosen: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(input).filter(([key, value]) => value !== undefined && chosen(key)))
  return {
    params: pick((key) => params.has(key)),
    query: pick((key) => query.has(key) && !params.has(key)),
    headers: pick((key) => headers.has(key)),
    body: declared.body ? pick((key) => !params.has(key) && !query.has(key) && !headers.has(key)) : undefined,
  }
}

/** Turns zod's issues into field faults, unions resolved to the branch that came closest. */
export function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues.flatMap((issue) => issueFaults(issue, issue.path))
}

function issueFaults(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'unknown field' }))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
    if (depth(nearest) === 0 && issue.message !== UNSAID)
      return [{ path: path.join('.'), message: issue.message }]
    return nearest.flatMap((inner) => issueFaults(inner, [...path, ...inner.path]))
  }
  return [{ path: path.join('.'), message: inOurWords(issue.message) }]
}

/** What zod says of a union that has no message of its own. */
const UNSAID = 'Invalid input'

const BOUNDS: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
}

/** "Too small: expected number to be >=1" says no more than "expected at least 1". */
const inOurWords = (message: string) =>
  message
    .replace(/^(?:Invalid [\w ]+[:.]|Too (?:small|big):) (?=expected )/i, '')
    .replace(/^Expected /, 'expected ')
    .replace(/^expected .*, received undefined$/, 'missing')
    .replace(/^expected \w+ to (?:be|have) ([<>]=?)/, (_, sign: string) => `expected ${BOUNDS[sign]} `)
    .replace(
      /^expected (?:one of )?(["'].+\|.+)$/,
      (_, choices: string) => `expected one of ${listed(choices)}`,
    )

/** `"a"|"b"` as people write it. */
const listed = (choices: string) => choices.replaceAll(/["']/g, '').replaceAll(/ ?\| ?/g, ', ')

const depth = (issues: readonly z.core.$ZodIssue[]) =>
  Math.max(0, ...issues.map((issue) => issue.path.length))

function describe(fields: readonly FieldFault[]): string {
  const first = fields[0]
  if (!first) return 'The request is not valid'
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : ''
  return `${first.path || 'request'}: ${first.message}${more}`
}
