import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Tables } from '../tables.ts'

// Mails and webhooks' messages wait alike: what is said here holds of the rows of either table.
const eb = expressionBuilder<Tables, 'notice' | 'webhook_delivery'>()

/** Those whose time has come, and those whose sender died over them. */
export const isDue = (now: number): Expression<SqlBool> =>
  eb.or([
    eb.and([eb('status', '=', 'waiting'), eb('due_at', '<=', now)]),
    eb.and([eb('status', '=', 'sending'), eb('claimed_until', '<=', now)]),
  ])

/** Those that could not be sent in their time. */
export const isTooLate = (now: number): Expression<SqlBool> =>
  eb.and([eb('status', '=', 'waiting'), eb('give_up_at', '<=', now)])

type Page = {
  statuses?: readonly string[] | undefined
  after: { createdAt: number; id: string } | null
}

/** Those with one of these statuses, in pages with the newest first: from after the place where the last page ended. */
export function isOnPage({ statuses, after }: Page): Expression<SqlBool> {
  const wanted = statuses ? [eb('status', 'in', statuses)] : []
  const older = after && [
    eb.or([
      eb('created_at', '<', after.createdAt),
      eb.and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
    ]),
  ]
  return eb.and([...wanted, ...(older ?? [])])
}
