import { type CataloguePreview, DESCRIPTION_BYTES, type TokenEffects } from '@keyward/contract'
import type { Act } from '../../act.ts'
import { readFile } from '../../input/read-file.ts'
import { facts } from '../../output/table.ts'

const PATIENCE_MS = 10 * 60_000

type ImportOptions = { slug: string; name?: string; host?: string[]; pathPrefix?: string; preview?: true }

export async function importApi(act: Act, options: ImportOptions, [file = '']: string[]): Promise<undefined> {
  const { slug, name, host, pathPrefix } = options
  const document = await readFile(act.terminal, file, DESCRIPTION_BYTES)
  const client = act.client()
  act.note('Reading the description…')
  const preview = await client.previewImport(
    {
      slug,
      document,
      ...(name !== undefined && { name }),
      ...(host !== undefined && { hosts: host }),
      ...(pathPrefix !== undefined && { pathPrefix }),
    },
    { timeoutMs: PATIENCE_MS },
  )
  if (options.preview) return act.answer(preview, () => describe(preview))
  act.note(describe(preview))
  await act.confirm('Put this import in force?')
  const { id, revision, effects } = preview
  const changed = await client.applyImport({ importId: id, revision, effects }, { timeoutMs: PATIENCE_MS })
  act.answer(changed, () => '')
  act.note(`"${preview.api.name}" is in force with revision ${changed.revision} of the catalogue.`)
}

export async function removeApi(
  act: Act,
  { preview }: { preview?: true },
  [slug = '']: string[],
): Promise<undefined> {
  const client = act.client()
  const told = await client.previewApiRemoval({ slug })
  if (preview) return act.answer(told, () => describe(told))
  act.note(describe(told))
  await act.confirm(`Take "${told.api.name}" out of the catalogue? Its permissions are refused at once.`)
  const { revision, effects } = told
  const changed = await client.removeApi({ slug, revision, effects }, { timeoutMs: PATIENCE_MS })
  act.answer(changed, () => '')
  act.note(`"${told.api.name}" is out of the catalogue, with its revision ${changed.revision}.`)
}

const describe = ({ api, operations, notes, diff, effects }: CataloguePreview): string =>
  facts([
    ['API', `${api.name} (${api.slug})`],
    ['operations', String(operations)],
    ['new', some(diff.added.map(({ permission }) => permission))],
    ['gone', some(diff.removed.map(({ permission }) => permission))],
    ['opens more', some(diff.widened.map(({ permission }) => permission))],
    ['tokens', describeEffects(effects)],
    ['not bound', some(notes.map(({ where, note }) => `${where}: ${note}`))],
  ])

const SOME = 10

const some = (words: readonly string[]): string =>
  [...words.slice(0, SOME), ...(words.length > SOME ? [`and ${words.length - SOME} more`] : [])].join('\n')

const describeEffects = (effects: TokenEffects): string =>
  Object.entries(effects)
    .filter(([, { gaining, losing }]) => gaining + losing > 0)
    .map(([kind, { gaining, gained, losing, lost }]) =>
      [
        `${kind}:`,
        gaining > 0 ? `${gaining} gain ${gained} permissions` : '',
        losing > 0 ? `${losing} lose ${lost} permissions` : '',
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join('\n')
