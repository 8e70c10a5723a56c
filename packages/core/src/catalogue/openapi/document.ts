import { type FieldFault, KeywardError } from '@keyward/contract'

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field of the value's own; nothing is found through a prototype. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Fields)[name]
    : undefined

/** A text with something in it, its spaces collapsed. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.replace(/\s+/gu, ' ').trim() : ''
  return text === '' ? undefined : text
}

/** An API description whose outline is sound: OpenAPI 3.0 or 3.1, with paths. */
export type Description = { root: Fields; paths: Fields }

/**
 * Opens a parsed API description.
 * @throws KeywardError `catalogue_invalid`, with what to do
 */
export function openDescription(value: unknown): Description {
  if (!isFields(value))
    throw refuse([{ path: '', message: 'This is no API description: an OpenAPI document is an object' }])
  const swagger = fieldOf(value, 'swagger')
  if (swagger !== undefined)
    throw refuse([
      {
        path: 'swagger',
        message:
          'This is Swagger 2, which is not read: convert it to OpenAPI 3 (swagger2openapi and the Swagger Editor do that) and import the result',
      },
    ])
  const version = fieldOf(value, 'openapi')
  if (version === undefined)
    throw refuse([{ path: 'openapi', message: 'is missing: an OpenAPI document says its version, as 3.1.0' }])
  if (!isRead(version))
    throw refuse([
      {
        path: 'openapi',
        message: `is ${describe(version)}: OpenAPI 3.0 and 3.1 are read, save it as one of these`,
      },
    ])
  const paths = fieldOf(value, 'paths')
  if (!isFields(paths))
    throw refuse([
      { path: 'paths', message: 'is missing: the document describes no operation; is it cut off?' },
    ])
  return { root: value, paths }
}

const isRead = (version: unknown): boolean =>
  (typeof version === 'string' || typeof version === 'number') && /^3(\.[01](\.\d+)?)?$/.test(`${version}`)

const describe = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? 'nothing'

/** Follows a value's `$ref` to where it leads within the document, or says why it leads nowhere. */
export function follow(root: Fields, value: unknown): { found: unknown } | { fault: string } {
  const seen = new Set<string>()
  let found = value
  for (;;) {
    const ref = fieldOf(found, '$ref')
    if (ref === undefined) return { found }
    if (typeof ref !== 'string') return { fault: 'its $ref is no text' }
    if (!ref.startsWith('#'))
      return {
        fault: `$ref \`${ref.slice(0, 100)}\` leads out of the document: bundle the files into one and import that`,
      }
    if (seen.has(ref)) return { fault: `$ref \`${ref.slice(0, 100)}\` leads back to itself` }
    seen.add(ref)
    found = pointed(root, ref)
    if (found === undefined)
      return { fault: `$ref \`${ref.slice(0, 100)}\` leads to nothing in the document` }
  }
}

/** The value at a JSON pointer (RFC 6901) written as a fragment. */
function pointed(root: Fields, ref: string): unknown {
  try {
    const [first, ...names] = decodeURIComponent(ref.slice(1)).split('/')
    if (first !== '') return undefined
    return names
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((value, name) => fieldOf(value, name), root)
  } catch {
    return undefined
  }
}

/** The error of an import: every fault by the operation or field where it stands. */
export function refuse(fields: readonly FieldFault[]): KeywardError {
  const told = fields.slice(0, 3).map(({ path, message }) => (path ? `${path}: ${message}` : message))
  const more = fields.length > 3 ? ` (and ${fields.length - 3} more)` : ''
  return new KeywardError('catalogue_invalid', {
    detail: `${told.join('; ')}${more}`,
    fields: fields.slice(0, 100),
  })
}
