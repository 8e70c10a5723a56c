import { type Api, ImportId, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { ApiDiff } from '../../catalogue/diff.ts'
import type { Actor, CatalogueReads } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'
import { breathe } from '../breathe.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { requirePermission } from '../rights/rights.ts'
import { findApi, IMPORT, openCatalogue, previewProposal, requireUndeclared } from './catalogue-proposal.ts'

const KEPT_MS = DAY_MS

/** Reads a description, keeps what comes of it, and says what putting that in force would change. */
export async function previewImport(
  deps: Deps,
  actor: Actor,
  { document, ...options }: ParsedOf<'previewImport'>,
): Promise<OutputOf<'previewImport'>> {
  const index = await openCatalogue(deps, actor)
  const { slug } = options
  requireUndeclared(deps, slug)
  const standing = await standingTexts(deps.store.reads.catalogue, index.revision)
  const { operations, notes, texts } = await deps.importer.describe(document, options, standing)
  const after: Api = JSON.parse(texts.api)
  const diff: ApiDiff = JSON.parse(texts.diff)
  await breathe(deps.timers)
  const preview = await previewProposal(deps, { index, slug, before: findApi(index, slug), after, diff })
  await breathe(deps.timers)
  const id = ImportId.parse(newId('imp', deps))
  await change(deps, actor, async ({ writes, rights, now }) => {
    requirePermission(rights, IMPORT)
    await writes.imports.forget(now - KEPT_MS)
    const { organizationId } = actor
    await writes.imports.put({ id, organizationId, base: index.revision, createdAt: now }, texts)
  })
  return { id, ...preview, operations, notes: [...notes] }
}

/** The APIs of a revision, as they are kept. */
async function standingTexts(catalogue: CatalogueReads, revision: number): Promise<string[]> {
  const found = revision === 0 ? undefined : await catalogue.find(revision)
  return Promise.all((found?.apis ?? []).map((edition) => catalogue.text(edition)))
}
