export type { ImportedApi, ImportOptions } from '../catalogue/openapi/import-openapi.ts'
export type { Note as ImportNote } from '../catalogue/openapi/operations.ts'

import { type ImportedApi, type ImportOptions, importOpenApi } from '../catalogue/openapi/import-openapi.ts'
import { parseDescription } from './parse-description.ts'

/**
 * Makes an API of the text of an OpenAPI 3.0 or 3.1 description, JSON or YAML. One synchronous step that takes
 * time with the text's length: run it in a worker.
 * @throws KeywardError `catalogue_invalid`, with the line or operation and what to do
 */
export const importDescription = (text: string, options: ImportOptions): ImportedApi =>
  importOpenApi(parseDescription(text), options)
