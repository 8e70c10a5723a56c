import type { InputOf } from '@keyward/contract'
import { slugFrom, titleIn } from '../../../lib/catalogue/catalogue-words.ts'

/** Where a description comes from. */
export type Source = { kind: 'file'; file: File } | { kind: 'text'; text: string }

/** An import as it stands in the form. */
export type ImportDraft = {
  source: Source | undefined
  slug: string
  name: string
  /** One a line. */
  hosts: string
  pathPrefix: string
}

export const EMPTY = (slug: string): ImportDraft => ({
  source: undefined,
  slug,
  name: '',
  hosts: '',
  pathPrefix: '',
})

const HEAD_BYTES = 4096

/** The slug that a source suggests: by the title of the description, else by the file's name. */
export async function suggestSlug(source: Source): Promise<string> {
  const head =
    source.kind === 'file' ? await source.file.slice(0, HEAD_BYTES).text() : source.text.slice(0, HEAD_BYTES)
  const name = source.kind === 'file' ? source.file.name.replace(/\.\w+$/, '') : ''
  return slugFrom(titleIn(head) ?? '') || slugFrom(name)
}

/** How much there is to send. */
export const bytesOf = (source: Source): number =>
  source.kind === 'file' ? source.file.size : new Blob([source.text]).size

/** What the server is asked; what is empty is left to the description. */
export async function toInput(draft: ImportDraft, source: Source): Promise<InputOf<'previewImport'>> {
  const hosts = draft.hosts.split(/[\s,]+/).filter(Boolean)
  const [slug, name, pathPrefix] = [draft.slug.trim(), draft.name.trim(), draft.pathPrefix.trim()]
  return {
    slug,
    ...(name && { name }),
    ...(hosts.length > 0 && { hosts }),
    ...(pathPrefix && { pathPrefix }),
    document: source.kind === 'file' ? new Uint8Array(await source.file.arrayBuffer()) : source.text,
  }
}

/** "12.4 MB", "3 kB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
