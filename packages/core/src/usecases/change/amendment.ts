import { KeywardError } from '@keyward/contract'
import { canonical } from '../../audit/canonical.ts'
import type { Json } from '../../audit/event.ts'

type Fields = { readonly [key: string]: Json | undefined }

/**
 * The fields of an amendment that were given.
 * @throws KeywardError `request_invalid` when there are none
 */
export function given<F extends object>(fields: F): { [K in keyof F]?: Exclude<F[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (entries.length === 0)
    throw new KeywardError('request_invalid', { detail: 'Nothing to change was given.' })
  return Object.fromEntries(entries) as { [K in keyof F]?: Exclude<F[K], undefined> }
}

/** What an amendment changed, before and after, as the audit tells it. */
export function difference(before: Fields, after: Fields): { before: Json; after: Json } {
  const changed = Object.keys(after).filter(
    (key) => canonical(before[key] ?? null) !== canonical(after[key] ?? null),
  )
  const of = (fields: Fields): Json => Object.fromEntries(changed.map((key) => [key, fields[key] ?? null]))
  return { before: of(before), after: of(after) }
}
