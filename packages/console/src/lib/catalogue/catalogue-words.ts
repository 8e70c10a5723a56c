import type { CatalogueDiff, CatalogueRevision, TokenEffects } from '@keyward/contract'
import { counted } from '../counted.ts'
import { apart } from '../names.ts'
import { ACCESS_LABEL } from '../token/describe-access.ts'

const KINDS = ['read_only', 'full_access', 'role', 'custom'] as const

/** What a change does to tokens of one access, as sentences that leave out what it does not do. */
export function effectLines(effects: TokenEffects): { access: string; lines: string[] }[] {
  return KINDS.flatMap((kind) => {
    const { gaining, gained, losing, lost } = effects[kind]
    const lines = [
      gaining > 0 && `${counted(gaining, 'token')} ${verb(gaining, 'gain')} ${what(gaining, gained)}`,
      losing > 0 && `${counted(losing, 'token')} ${verb(losing, 'lose')} ${what(losing, lost)}`,
    ].filter((line) => line !== false)
    return lines.length > 0 ? [{ access: ACCESS_LABEL[kind], lines }] : []
  })
}

/** A permission may stay and open fewer routes, or more. */
function what(tokens: number, permissions: number): string {
  if (permissions === 0) return 'routes'
  const all = counted(permissions, 'permission')
  return tokens > 1 && permissions > 1 ? `up to ${all}` : all
}

const verb = (count: number, word: string) => (count === 1 ? `${word}s` : word)

/** How many live tokens would no longer be allowed something. */
export const losingTokens = (effects: TokenEffects): number =>
  KINDS.reduce((sum, kind) => sum + effects[kind].losing, 0)

/** Whether a change leaves everything as it is. */
export const changesNothing = ({ bound, ...lists }: CatalogueDiff): boolean =>
  bound === null && Object.values(lists).every((list) => list.length === 0)

const REVISION_KIND: Record<CatalogueRevision['kind'], string> = {
  declared: 'Declared at a start',
  imported: 'Imported',
  removed: 'Removed',
}

/** "Imported Billing API". */
export const revisionWords = ({ kind, api }: CatalogueRevision): string =>
  api ? `${REVISION_KIND[kind]}: ${apart(api.name)}` : REVISION_KIND[kind]

/** "12 added, 3 removed"; what there is none of is left out. */
export function revisionCounts({ added, removed, widened }: CatalogueRevision): string {
  const parts = [
    added > 0 && `${added.toLocaleString('en-GB')} added`,
    removed > 0 && `${removed.toLocaleString('en-GB')} removed`,
    widened > 0 && `${widened.toLocaleString('en-GB')} opening more`,
  ].filter((part) => part !== false)
  return parts.join(', ') || 'no permission came or went'
}

/** A slug that a title or a file name suggests, or an empty text. */
export const slugFrom = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '')

/** The title that an OpenAPI description gives, read from its first lines; a GraphQL schema has none. */
export function titleIn(head: string): string | undefined {
  if (!/^\s*\{?\s*["']?(?:openapi|swagger)\b/m.test(head)) return undefined
  const found = /"title"\s*:\s*"([^"\n]{1,200})"|^\s*title:\s*["']?([^"'\n#]{1,200})/m.exec(head)
  return (found?.[1] ?? found?.[2])?.trim() || undefined
}
