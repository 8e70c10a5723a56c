import type { Kysely } from 'kysely'
import type { Invalidation, Renewal, Stale } from '../ports.ts'
import { slicesOf } from './slices.ts'
import type { Tables } from './tables.ts'

const FORGET_VERIFIERS_MS = 10 * 60 * 1000
const FORGET_INVALIDATIONS_MS = 24 * 3600 * 1000

/** Numbers and writes what a transaction made stale. The head's row is locked from here to the commit: order is commit order. */
export async function addInvalidations(
  trx: Kysely<Tables>,
  stale: readonly Stale[],
  now: number,
): Promise<Invalidation[]> {
  const distinct = [...new Map(stale.map((entry) => [`${entry.kind} ${entry.key}`, entry])).values()]
  if (distinct.length === 0) return []
  const head = await trx
    .updateTable('inval_head')
    .set((eb) => ({ sequence: eb('sequence', '+', distinct.length) }))
    .where('id', '=', 1)
    .returning('sequence')
    .executeTakeFirstOrThrow()
  const before = head.sequence - distinct.length
  const added = distinct.map((entry, at): Invalidation => ({ ...entry, sequence: before + at + 1 }))
  for (const slice of slicesOf(added, 1000))
    await trx
      .insertInto('inval')
      .values(slice.map(({ sequence, kind, key }) => ({ sequence, kind, key, at: now })))
      .execute()
  return added
}

/** Verifiers are told of the last day only; one that slept longer starts afresh. */
export async function forgetInvalidations(trx: Kysely<Tables>, now: number): Promise<void> {
  await trx
    .deleteFrom('inval')
    .where('at', '<', now - FORGET_INVALIDATIONS_MS)
    .execute()
}

export async function registeredVerifiers(trx: Kysely<Tables>): Promise<string[]> {
  const rows = await trx.selectFrom('verifier').select('id').orderBy('id').execute()
  return rows.map((row) => row.id)
}

/** Registers a verifier and answers the head from which it follows. */
export async function registerVerifier(trx: Kysely<Tables>, id: string, now: number): Promise<number> {
  await trx
    .insertInto('verifier')
    .values({ id, registered_at: now, seen_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ registered_at: now, seen_at: now }))
    .execute()
  const head = await trx.selectFrom('inval_head').select('sequence').executeTakeFirstOrThrow()
  return head.sequence
}

/** Says that a verifier lives, and forgets those that were not seen for ten minutes. */
export async function keepVerifier(trx: Kysely<Tables>, id: string, now: number): Promise<void> {
  await trx.updateTable('verifier').set({ seen_at: now }).where('id', '=', id).execute()
  await trx
    .deleteFrom('verifier')
    .where('id', '!=', id)
    .where('seen_at', '<', now - FORGET_VERIFIERS_MS)
    .execute()
}

export async function removeVerifier(trx: Kysely<Tables>, id: string): Promise<void> {
  await trx.deleteFrom('verifier').where('id', '=', id).execute()
}

/** What happened after `applied`, and whether the verifier is still known: one statement, one snapshot. */
export const selectRenewal = (db: Kysely<Tables>, verifierId: string, applied: number) =>
  db
    .selectFrom('inval_head')
    .leftJoin('verifier', (join) => join.on('verifier.id', '=', verifierId))
    .leftJoin('inval', (join) => join.on('inval.sequence', '>', applied))
    .where('inval_head.id', '=', 1)
    .select([
      'inval_head.sequence as head',
      'verifier.id as verifier',
      'inval.sequence',
      'inval.kind',
      'inval.key',
    ])
    .orderBy('inval.sequence')

export type RenewalRow = {
  head: number
  verifier: string | null
  sequence: number | null
  kind: string | null
  key: string | null
}

/** Sequences have no gaps: fewer rows than the head has moved means that some were forgotten already. */
export function renewalFrom(rows: readonly RenewalRow[], applied: number): Renewal {
  const invalidations = rows.flatMap(({ sequence, kind, key }) =>
    sequence === null || kind === null || key === null ? [] : [{ sequence, ...({ kind, key } as Stale) }],
  )
  const [first] = rows
  if (!first || first.verifier === null || first.head - applied !== invalidations.length)
    return { registered: false }
  return { registered: true, invalidations }
}
