import type { Kysely } from 'kysely'
import type { Clock, Committed, Reads, Stale, Writes } from '../ports.ts'
import { auditReads, auditWrites } from './audit/sql-audit.ts'
import { catalogueReads, catalogueWrites, importReads, importWrites } from './catalogue/sql-catalogue.ts'
import { grantReads } from './catalogue/sql-grants.ts'
import { noticeReads, noticeWrites } from './outbox/sql-notices.ts'
import { webhookReads, webhookWrites } from './outbox/sql-webhooks.ts'
import { invitationReads, invitationWrites } from './people/sql-invitations.ts'
import { memberReads, memberWrites, organizationReads, organizationWrites } from './people/sql-people.ts'
import { roleReads, roleWrites } from './people/sql-roles.ts'
import { installationReads, installationWrites } from './sql-installation.ts'
import { addInvalidations, registeredVerifiers } from './sql-invalidation.ts'
import { onceWrites } from './sql-once.ts'
import type { Tables } from './tables.ts'
import { tokenReads, tokenWrites } from './tokens/sql-tokens.ts'
import { limitWrites } from './usage/sql-limits.ts'
import { usageWrites } from './usage/sql-usage.ts'
import { usageReads } from './usage/usage-reads.ts'

export const readsOn = (db: Kysely<Tables>): Reads => ({
  tokens: tokenReads(db),
  members: memberReads(db),
  organizations: organizationReads(db),
  roles: roleReads(db),
  invitations: invitationReads(db),
  catalogue: catalogueReads(db),
  imports: importReads(db),
  grants: grantReads(db),
  usage: usageReads(db),
  audit: auditReads(db),
  notices: noticeReads(db),
  webhooks: webhookReads(db),
  installation: installationReads(db),
})

/**
 * Runs work in one transaction. What it makes stale is written last of all, whenever it was said:
 * so every writer locks the invalidation head after everything else.
 */
export function transactOn<T>(
  db: Kysely<Tables>,
  clock: Clock,
  work: (writes: Writes) => Promise<T>,
): Promise<Committed<T>> {
  return db.transaction().execute(async (trx) => {
    const stale: Stale[] = []
    let narrowing = false
    const value = await work({
      ...writesOn(trx, clock),
      async invalidate(entries, effect) {
        stale.push(...entries)
        narrowing ||= effect === 'narrowing'
      },
    })
    const invalidations = await addInvalidations(trx, stale, clock.now())
    return { value, invalidations, narrowing, verifiers: await registeredVerifiers(trx) }
  })
}

const writesOn = (trx: Kysely<Tables>, clock: Clock): Omit<Writes, 'invalidate'> => ({
  tokens: tokenWrites(trx),
  members: memberWrites(trx, () => clock.now()),
  organizations: organizationWrites(trx),
  roles: roleWrites(trx),
  invitations: invitationWrites(trx),
  catalogue: catalogueWrites(trx),
  imports: importWrites(trx),
  grants: grantReads(trx),
  usage: usageWrites(trx, () => clock.now()),
  audit: auditWrites(trx),
  notices: noticeWrites(trx),
  webhooks: webhookWrites(trx),
  limits: limitWrites(trx),
  once: onceWrites(trx),
  installation: installationWrites(trx),
})
