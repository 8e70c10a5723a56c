export type { ImportedApi, ImportOptions } from '../catalogue/openapi/import-openapi.ts'
export type { Note as ImportNote } from '../catalogue/openapi/operations.ts'

import { KeywardError } from '@keyward/contract'
import { importGraphql } from '../catalogue/graphql/import-graphql.ts'
import { type ImportedApi, type ImportOptions, importOpenApi } from '../catalogue/openapi/import-openapi.ts'
import { parseDescription } from './parse-description.ts'
import { introspectionIn, readIntrospection } from './read-introspection.ts'
import { isSchemaText, readSchema } from './read-schema.ts'

/**
 * Makes an API of a description: OpenAPI 3.0 or 3.1 in JSON or YAML, or a GraphQL schema in its own language or as an
 * introspection answers it. Takes its text, or its bytes in UTF-8. One synchronous step that takes time with the
 * length: run it in a worker.
 * @throws KeywardError `catalogue_invalid`, with the line, operation or field and what to do
 */
export function importDescription(document: string | Uint8Array, options: ImportOptions): ImportedApi {
  const text = textOf(document)
  if (isSchemaText(text)) return importGraphql(readSchema(text), options)
  const value = parseDescription(text)
  const introspected = introspectionIn(value)
  return introspected === undefined
    ? importOpenApi(value, options)
    : importGraphql(readIntrospection(introspected), options)
}

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
