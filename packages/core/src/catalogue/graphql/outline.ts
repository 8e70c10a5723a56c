import type { Action } from '@keyward/contract'

/** One field of a schema that a permission can stand for. */
export type DescribedField = {
  /** The type that has it, and which kind of operation begins there; undefined: none does. */
  type: string
  root: 'query' | 'mutation' | 'subscription' | undefined
  name: string
  /** The named type of its answer. */
  answers: string
  /** The first sentence of its description. */
  summary: string | undefined
  /** What its author said with `@keyward`. */
  said: { resource?: string; action?: string; access?: Action['access'] }
  /** How a fault names it: `line 12: Query.notes`. */
  where: string
}

/** As much of a schema as an import reads. */
export type SchemaOutline = {
  fields: readonly DescribedField[]
  /** The names of its types with fields or members: what resources are called by. */
  types: ReadonlySet<string>
}

/** The first sentence of a description, its spaces collapsed. */
export function firstSentence(text: string | null | undefined): string | undefined {
  const collapsed = text?.replace(/\s+/gu, ' ').trim() ?? ''
  return /^.*?[.!?](?= |$)/u.exec(collapsed)?.[0].replace(/\.$/, '') ?? (collapsed || undefined)
}
