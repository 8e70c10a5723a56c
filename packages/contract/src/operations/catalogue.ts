import { z } from 'zod'
import { Api, Catalogue, Host, PathPrefix } from '../catalogue.ts'
import {
  Agreed,
  ApiUse,
  CatalogueChanged,
  CataloguePreview,
  CatalogueRevision,
  ImportPreview,
} from '../catalogue-change.ts'
import { ImportId } from '../ids.ts'
import { pageLimitOf } from '../lists.ts'
import { permission } from '../permission.ts'
import { operation } from './operation.ts'

const anyReader = [
  permission('keyward', 'api-tokens', 'read'),
  permission('keyward', 'personal-tokens', 'read'),
  permission('keyward', 'member-tokens', 'read'),
  permission('keyward', 'roles', 'read'),
] as const

const importer = [permission('keyward', 'catalogue', 'import')] as const
const oneApi = z.strictObject({ slug: Api.shape.slug.describe('an API by its slug') })
const many = <S extends z.ZodType>(item: S) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat() as z.output<S>[])

/** A description is at most so long. */
export const DESCRIPTION_BYTES = 32 * 1024 * 1024

/** The text of an OpenAPI 3.0 or 3.1 description, JSON or YAML, or of a GraphQL schema; or its bytes in UTF-8. */
export const Description = z.custom<string | Uint8Array>(
  (value) => typeof value === 'string' || value instanceof Uint8Array,
  'expected the text of an OpenAPI description or a GraphQL schema',
)

export const catalogueOperations = {
  /** Lists everything that a token can be allowed: APIs, resources, actions, and the routes that each opens. */
  getCatalogue: operation({
    method: 'GET',
    path: '/v1/catalogue',
    tag: 'Catalogue',
    authority: anyReader,
    output: Catalogue,
    errors: [],
  }),
  /** Tells who uses an API: for each of its permissions how many live tokens may do it and how many have, and which of its names are retired. */
  getApiUse: operation({
    method: 'GET',
    path: '/v1/catalogue/apis/{slug}/use',
    tag: 'Catalogue',
    authority: importer,
    params: oneApi,
    output: ApiUse,
    errors: ['api_not_found'],
  }),
  /** Reads an OpenAPI description or a GraphQL schema as one API and says what importing it would change: permissions, routes, and how many live tokens gain or lose. Nothing is changed yet; the answer's id applies it. */
  previewImport: operation({
    method: 'POST',
    path: '/v1/catalogue/imports',
    tag: 'Catalogue',
    authority: importer,
    query: z.strictObject({
      slug: Api.shape.slug.describe('starts the permissions; an API of this slug is replaced'),
      name: Api.shape.name.optional().describe('omitted: the title of the description'),
      hosts: many(Host).optional().describe('where the API answers; omitted: the servers of the description'),
      pathPrefix: PathPrefix.optional().describe('what stands in front of its paths; omitted: likewise'),
    }),
    body: z.strictObject({ document: Description }),
    text: {
      field: 'document',
      types: ['application/yaml', 'application/json', 'application/graphql', 'text/yaml', 'text/plain'],
      maxBytes: DESCRIPTION_BYTES,
    },
    output: ImportPreview,
    success: 201,
    errors: ['catalogue_invalid', 'api_declared'],
  }),
  /** Puts a previewed import in force as the next revision, if catalogue and tokens still are what the preview told. When this returns, what it takes away is refused everywhere. */
  applyImport: operation({
    method: 'POST',
    path: '/v1/catalogue/imports/{importId}/apply',
    tag: 'Catalogue',
    authority: importer,
    params: z.strictObject({ importId: ImportId }),
    body: Agreed,
    output: CatalogueChanged,
    errors: ['import_not_found', 'import_changed'],
  }),
  /** Says what taking an API out of the catalogue would change, before it is done. */
  previewApiRemoval: operation({
    method: 'POST',
    path: '/v1/catalogue/apis/{slug}/preview-removal',
    tag: 'Catalogue',
    authority: importer,
    params: oneApi,
    output: CataloguePreview,
    repeats: 'safely',
    errors: ['api_not_found', 'api_declared'],
  }),
  /** Takes an API out of the catalogue, if catalogue and tokens still are what the preview told. When this returns, its permissions are refused everywhere. */
  removeApi: operation({
    method: 'POST',
    path: '/v1/catalogue/apis/{slug}/remove',
    tag: 'Catalogue',
    authority: importer,
    params: oneApi,
    body: Agreed,
    output: CatalogueChanged,
    errors: ['api_not_found', 'import_changed', 'api_declared'],
  }),
  /** Lists the revisions of the catalogue, the newest first: when, by whom, and how many permissions came and went. */
  listCatalogueRevisions: operation({
    method: 'GET',
    path: '/v1/catalogue/revisions',
    tag: 'Catalogue',
    authority: importer,
    query: z.strictObject({
      before: z.coerce
        .number<number | string>()
        .int()
        .min(1)
        .optional()
        .describe('only revisions older than this one'),
      limit: pageLimitOf(100, 20),
    }),
    output: z.strictObject({ revisions: z.array(CatalogueRevision) }),
    errors: [],
  }),
  /** Fetches the catalogue as it stood at one revision. */
  getCatalogueRevision: operation({
    method: 'GET',
    path: '/v1/catalogue/revisions/{revision}',
    tag: 'Catalogue',
    authority: importer,
    params: z.strictObject({
      revision: z.coerce.number<number | string>().int().min(1).describe('a revision by its number'),
    }),
    output: CatalogueRevision.extend({ catalogue: Catalogue }),
    errors: ['revision_not_found'],
  }),
} as const
