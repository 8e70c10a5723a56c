import { dirname, resolve } from 'node:path'
import { Api, type ApiInput, faultsOf, KeywardError } from '@keyward/contract'
import { type ImportNote, importDescription } from '@keyward/core/import'
import { z } from 'zod'

/** An API whose operations stand in an OpenAPI description beside the catalogue file. */
const DescribedApi = z.strictObject({
  slug: Api.shape.slug,
  /** A path, relative to the catalogue file. */
  openapi: z.string().min(1),
  name: Api.shape.name.optional(),
  hosts: z.array(z.string()).optional(),
  pathPrefix: z.string().optional(),
})

export type DeclaredCatalogue = {
  apis: ApiInput[]
  /** What an import could not bind, and why: for the log. */
  notes: (ImportNote & { file: string })[]
}

/**
 * Reads the catalogue file: a list of APIs, each spelt out or taken from an OpenAPI description.
 * @throws KeywardError `config_invalid` when the file is missing, `catalogue_invalid` with where and what to do
 */
export function readCatalogue(
  file: string,
  readIfThere: (path: string) => string | undefined,
): DeclaredCatalogue {
  const text = readIfThere(file)
  if (text === undefined)
    throw new KeywardError('config_invalid', {
      detail: `KEYWARD_CATALOGUE is ${JSON.stringify(file)}: expected a JSON file that lists APIs`,
    })
  const entries = parse(z.array(z.unknown()), parseJson(text, file), file, [])
  const catalogue: DeclaredCatalogue = { apis: [], notes: [] }
  for (const [at, entry] of entries.entries()) {
    if (typeof entry === 'object' && entry !== null && 'openapi' in entry) {
      const { openapi, ...options } = parse(DescribedApi, entry, file, [at])
      const described = resolve(dirname(file), openapi)
      const { api, notes } = importFile(described, options, readIfThere)
      catalogue.apis.push(api)
      catalogue.notes.push(...notes.map((note) => ({ ...note, file: described })))
    } else catalogue.apis.push(parse(Api, entry, file, [at]))
  }
  return catalogue
}

function importFile(
  file: string,
  options: Omit<z.output<typeof DescribedApi>, 'openapi'>,
  readIfThere: (path: string) => string | undefined,
) {
  const text = readIfThere(file)
  if (text === undefined)
    throw new KeywardError('catalogue_invalid', { detail: `There is no OpenAPI description ${file}.` })
  try {
    return importDescription(text, withoutUndefined(options))
  } catch (error) {
    if (!(error instanceof KeywardError)) throw error
    throw new KeywardError(error.code, { ...error.details, detail: `${file}: ${error.message}` })
  }
}

const withoutUndefined = ({
  slug,
  name,
  hosts,
  pathPrefix,
}: Omit<z.output<typeof DescribedApi>, 'openapi'>) => ({
  slug,
  ...(name !== undefined && { name }),
  ...(hosts !== undefined && { hosts }),
  ...(pathPrefix !== undefined && { pathPrefix }),
})

function parse<S extends z.ZodType>(schema: S, value: unknown, file: string, at: PropertyKey[]): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = faultsOf(parsed.error).map(({ path, message }) => ({
    path: [...at, path].filter((part) => part !== '').join('.'),
    message,
  }))
  const [first] = fields
  throw new KeywardError('catalogue_invalid', {
    detail: `${file}: ${first?.path || 'the list'}: ${first?.message}`,
    fields,
  })
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    throw new KeywardError('catalogue_invalid', { detail: `${file} is not JSON: ${says}` })
  }
}
