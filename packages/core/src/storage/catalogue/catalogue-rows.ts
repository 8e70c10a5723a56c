import type { Api, ImportId, OrganizationId } from '@keyward/contract'
import type { ApiDiff } from '../../catalogue/diff.ts'
import type { CatalogueRevision } from '../../catalogue/revision.ts'
import type { ImportDraft } from '../../ports.ts'
import type { CatalogueImportTable, Tables } from '../tables.ts'

export const apiFrom = (body: string) => JSON.parse(body) as Api

export const revisionFrom = (row: Tables['catalogue_revision']): CatalogueRevision => ({
  ...(JSON.parse(row.body) as Omit<CatalogueRevision, 'revision' | 'at'>),
  revision: row.revision,
  at: row.created_at,
})

export const revisionRow = ({ revision, at, ...body }: CatalogueRevision): Tables['catalogue_revision'] => ({
  revision,
  body: JSON.stringify(body),
  created_at: at,
})

export const draftFrom = (row: CatalogueImportTable): ImportDraft => ({
  id: row.id as ImportId,
  organizationId: row.organization_id as OrganizationId,
  base: row.base,
  api: apiFrom(row.api),
  diff: JSON.parse(row.diff) as ApiDiff,
  createdAt: row.created_at,
})
