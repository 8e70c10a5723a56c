export type { ImportedApi, ImportOptions } from '../catalogue/openapi/import-openapi.ts'
export type { Note as ImportNote } from '../catalogue/openapi/operations.ts'

import { KeywardError } from '@keyward/contract'
import { type ImportedApi, type ImportOptions, importOpenApi } from '../catalogue/openapi/import-openapi.ts'
import { parseDescription } from './parse-description.ts'

/**
 * Makes an API of an OpenAPI 3.0 or 3.1 description, JSON or YAML: its text, or its bytes in UTF-8. One synchronous
 * step that takes time with the length: run it in a worker.
 * @throws KeywardError `catalogue_invalid`, with the line or operation and what to do
 */
export const importDescription = (document: string | Uint8Array, options: ImportOptions): ImportedApi =>
  importOpenApi(parseDescription(textOf(document)), options)

function textOf(document: string | Uint8Array): string {
  if (typeof document === 'string') return document
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(document)
  } catch {
    throw new KeywardError('catalogue_invalid', {
      detail: 'The description is not UTF-8. Save it in that encoding, and send it uncompressed.',
    })
  }
}
