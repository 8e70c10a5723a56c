import type { catalogueOperations } from '../../operations/catalogue.ts'
import type { OperationDocs } from '../operation-docs.ts'
import {
  SAMPLE_API_USE,
  SAMPLE_CATALOGUE,
  SAMPLE_DESCRIPTION,
  SAMPLE_EFFECTS,
  SAMPLE_PREVIEW,
  SAMPLE_RECEIPT,
  SAMPLE_REVISION,
} from '../samples.ts'

const importId = 'imp_019aa3e0c1d07b5a8e2f4c6d9b1a3e57'
const agreed = { revision: SAMPLE_PREVIEW.revision, effects: SAMPLE_EFFECTS }

export const CATALOGUE_DOCS: Readonly<Record<keyof typeof catalogueOperations, OperationDocs>> = {
  getCatalogue: {
    summary:
      'Lists everything that a token can be allowed: APIs, resources, actions, and the routes that each opens.',
    example: { input: {}, output: SAMPLE_CATALOGUE },
  },
  getApiUse: {
    summary:
      'Tells who uses an API: for each of its permissions how many live tokens may do it and how many have, and which of its names are retired.',
    example: { input: { slug: 'notes' }, output: SAMPLE_API_USE },
  },
  previewImport: {
    summary:
      'Reads an OpenAPI description or a GraphQL schema as one API and says what importing it would change: permissions, routes, and how many live tokens gain or lose.',
    description: "Nothing is changed yet; the answer's id applies it.",
    example: {
      input: { slug: 'notes', document: SAMPLE_DESCRIPTION },
      output: { id: importId, ...SAMPLE_PREVIEW },
    },
  },
  applyImport: {
    summary:
      'Puts a previewed import in force as the next revision, if catalogue and tokens still are what the preview told.',
    description: 'When this returns, what it takes away is refused everywhere.',
    example: { input: { importId, ...agreed }, output: { revision: 2, receipt: SAMPLE_RECEIPT } },
  },
  previewApiRemoval: {
    summary: 'Says what taking an API out of the catalogue would change, before it is done.',
    example: {
      input: { slug: 'notes' },
      output: {
        ...SAMPLE_PREVIEW,
        operations: 0,
        diff: { ...SAMPLE_PREVIEW.diff, added: [] },
        effects: { ...SAMPLE_EFFECTS, full_access: { ...SAMPLE_EFFECTS.full_access, gaining: 0, gained: 0 } },
      },
    },
  },
  removeApi: {
    summary: 'Takes an API out of the catalogue, if catalogue and tokens still are what the preview told.',
    description: 'When this returns, its permissions are refused everywhere.',
    example: {
      input: { slug: 'notes', ...agreed },
      output: { revision: 2, receipt: SAMPLE_RECEIPT },
    },
  },
  listCatalogueRevisions: {
    summary:
      'Lists the revisions of the catalogue, the newest first: when, by whom, and how many permissions came and went.',
    example: { input: { limit: 20 }, output: { revisions: [SAMPLE_REVISION] } },
  },
  getCatalogueRevision: {
    summary: 'Fetches the catalogue as it stood at one revision.',
    example: {
      input: { revision: 2 },
      output: { ...SAMPLE_REVISION, catalogue: { ...SAMPLE_CATALOGUE, revision: 2 } },
    },
  },
}
