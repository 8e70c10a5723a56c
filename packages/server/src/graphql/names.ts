/** A word of the contract as an enum value: `read_only` → `READ_ONLY`, `-lastUsedAt` → `LAST_USED_AT_DESC`. */
export function enumName(word: string): string {
  const falling = word.startsWith('-')
  const parts = word
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return [...parts, ...(falling ? ['DESC'] : [])].join('_').toUpperCase()
}

/** `tokenUsage` → `TokenUsage`: a type's name. */
export const typeName = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** What one of several is called: `sessions` → `session`. */
export const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/(?<![su])s$/, '')

/** An operation's field: what it reads is a noun, `listTokens` → `tokens`; what it does stays a verb. */
export const fieldName = (operation: string): string =>
  operation.replace(/^(?:get|list)([A-Z])/, (_, first: string) => first.toLowerCase())
