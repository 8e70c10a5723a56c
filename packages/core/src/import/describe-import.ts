import { Api, KeywardError } from '@keyward/contract'
import { checkApis } from '../catalogue/check-apis.ts'
import { diffApi } from '../catalogue/diff.ts'
import type { ImportOptions } from '../catalogue/openapi/import-openapi.ts'
import type { DescribedImport } from '../ports.ts'
import { importDescription } from './import-description.ts'

/** What a worker is given: everything can be copied from thread to thread. */
export type ImportJob = {
  document: string | Uint8Array
  options: ImportOptions
  /** The APIs in force, as JSON text. */
  standing: readonly string[]
}

/**
 * Makes an API of a description, and holds it against the APIs in force. One long synchronous step.
 * @throws KeywardError `catalogue_invalid`
 */
export function describeImport({ document, options, standing }: ImportJob): DescribedImport {
  const imported = importDescription(document, options)
  const api = Api.parse(imported.api)
  const apis = standing.map((text) => Api.parse(JSON.parse(text)))
  checkBeside(
    apis.filter(({ slug }) => slug !== api.slug),
    api,
  )
  const diff = diffApi(apis.find(({ slug }) => slug === api.slug) ?? null, api)
  return {
    operations: imported.operations,
    notes: imported.notes,
    texts: { api: JSON.stringify(api), diff: JSON.stringify(diff) },
  }
}

/** Whoever imports one API has not seen the list of all: a fault is told without its place there. */
function checkBeside(others: readonly Api[], api: Api): void {
  try {
    checkApis([...others, api])
  } catch (error) {
    if (!(error instanceof KeywardError)) throw error
    const bare = (text: string) => text.replaceAll(/\bapis\.\d+\./g, '')
    throw new KeywardError(error.code, {
      detail: bare(error.message),
      fields: (error.details.fields ?? []).map(({ path, message }) => ({
        path: bare(path).replace(/^resources\..*/, ''),
        message,
      })),
    })
  }
}
