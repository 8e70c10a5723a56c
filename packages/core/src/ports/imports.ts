import type { Api, ImportId, OrganizationId } from '@keyward/contract'
import type { ApiDiff } from '../catalogue/diff.ts'
import type { ImportOptions } from '../catalogue/openapi/import-openapi.ts'
import type { Note } from '../catalogue/openapi/operations.ts'

/** A description that was read and shown, and waits to be confirmed. */
export type ImportDraft = {
  id: ImportId
  organizationId: OrganizationId
  /** The revision that it was held against: with any other in force it cannot be applied. */
  base: number
  api: Api
  /** What it changes in that revision. */
  diff: ApiDiff
  createdAt: number
}

export interface ImportReads {
  find(organizationId: OrganizationId, id: ImportId): Promise<ImportDraft | undefined>
}

export interface ImportWrites extends ImportReads {
  put(draft: Omit<ImportDraft, 'api' | 'diff'>, texts: { api: string; diff: string }): Promise<void>
  /** Forgets drafts that are older than an instant. */
  forget(before: number): Promise<void>
}

/** Makes an API of a description, without holding this thread up. */
export interface Importer {
  /**
   * Reads a description and holds it against the APIs in force, each as JSON text.
   * @throws KeywardError `catalogue_invalid`, with the line or operation and what to do
   */
  describe(
    document: string | Uint8Array,
    options: ImportOptions,
    standing: readonly string[],
  ): Promise<DescribedImport>
  /** Stops what is being read. */
  end(): Promise<void>
}

/** What a description is and changes. Texts are JSON, ready to be kept as they are. */
export type DescribedImport = {
  operations: number
  notes: readonly Note[]
  texts: { api: string; diff: string }
}
