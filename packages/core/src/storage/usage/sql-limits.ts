import type { Kysely } from 'kysely'
import { type Account, NOTHING_RESERVED } from '../../limits/account.ts'
import type { LimitWrites } from '../../ports.ts'
import type { Tables, TokenAccountTable } from '../tables.ts'
import { conditionsFrom } from '../tokens/token-rows.ts'

export const limitWrites = (trx: Kysely<Tables>): LimitWrites => ({
  async lock(organizationId, tokenId) {
    const token = await trx
      .selectFrom('token')
      .select('conditions')
      .where('organization_id', '=', organizationId)
      .where('id', '=', tokenId)
      .executeTakeFirst()
    if (!token) return undefined
    // Made at the first call, and written over by itself later: the one way to lock a row that every engine has.
    const row = await trx
      .insertInto('token_account')
      .values(accountRow(tokenId, NOTHING_RESERVED))
      .onConflict((conflict) =>
        conflict.column('token_id').doUpdateSet((eb) => ({ cap_uses: eb.ref('token_account.cap_uses') })),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    return { conditions: conditionsFrom(token.conditions), account: accountFrom(row) }
  },
  async put(tokenId, account) {
    await trx
      .updateTable('token_account')
      .set(accountRow(tokenId, account))
      .where('token_id', '=', tokenId)
      .execute()
  },
})

const accountFrom = (row: TokenAccountTable): Account => ({
  window: { start: row.window_start, ms: row.window_ms, uses: row.window_uses },
  cap: { since: row.cap_since, uses: row.cap_uses },
})

const accountRow = (tokenId: string, { window, cap }: Account): TokenAccountTable => ({
  token_id: tokenId,
  window_start: window.start,
  window_ms: window.ms,
  window_uses: window.uses,
  cap_since: cap.since,
  cap_uses: cap.uses,
})
