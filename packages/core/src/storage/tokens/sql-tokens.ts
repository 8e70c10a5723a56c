import type { MemberId, OrganizationId } from '@keyward/contract'
import type { Kysely } from 'kysely'
import type { TokenReads, TokenWrites } from '../../ports.ts'
import type { TokenRecord } from '../../token/record.ts'
import { slicesOf } from '../slices.ts'
import type { Tables } from '../tables.ts'
import { factsFrom, selectStored, storedFrom } from './stored-token.ts'
import { tokenCount, tokenIds } from './token-ids.ts'
import { tokenPage } from './token-page.ts'
import {
  revocationRow,
  secretRow,
  shrinkFrom,
  shrinkRow,
  tokenIdFrom,
  tokenRow,
  tombstoneFrom,
  tombstoneRow,
} from './token-rows.ts'
import { searching } from './token-search.ts'
import { isLive } from './token-where.ts'
import { wordsOf } from './words.ts'

export function tokenReads(db: Kysely<Tables>): TokenReads {
  return {
    async find(organizationId, id) {
      const rows = await selectStored(db)
        .where('token.organization_id', '=', organizationId)
        .where('token.id', '=', id)
        .execute()
      return storedFrom(rows)[0]
    },
    async findMany(organizationId, ids) {
      const found = []
      for (const slice of slicesOf(ids, 10_000)) {
        const rows = await selectStored(db)
          .where('token.organization_id', '=', organizationId)
          .where('token.id', 'in', slice)
          .orderBy('token.id')
          .execute()
        found.push(...storedFrom(rows))
      }
      return found
    },
    async factsOf(id) {
      return factsFrom(await selectStored(db).where('token.id', '=', id).execute())
    },
    page: (organizationId, query) =>
      searching(db, organizationId, query, (on, search) => tokenPage(on, organizationId, query, search)),
    count: (organizationId, where) => tokenCount(db, organizationId, where),
    ids: (organizationId, where, afterId, limit) => tokenIds(db, organizationId, where, { afterId, limit }),
    async liveByOwner(organizationId, owners, now) {
      if (owners.length === 0) return new Map()
      const rows = await db
        .selectFrom('token')
        .where('organization_id', '=', organizationId)
        .where('owner_member_id', 'in', owners)
        .where((eb) => isLive(eb, now))
        .groupBy('owner_member_id')
        .select((eb) => ['owner_member_id as owner', eb.fn.countAll<number>().as('count')])
        .execute()
      return new Map(rows.map(({ owner, count }) => [owner as MemberId, Number(count)]))
    },
    async tombstone(organizationId, id) {
      const row = await db
        .selectFrom('token_tombstone')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && tombstoneFrom(row)
    },
    async shrink(organizationId, id) {
      const row = await db
        .selectFrom('token_shrink')
        .innerJoin('token', 'token.id', 'token_shrink.token_id')
        .selectAll('token_shrink')
        .where('token.organization_id', '=', organizationId)
        .where('token.id', '=', id)
        .executeTakeFirst()
      return row && shrinkFrom(row)
    },
    async closable(now, limit) {
      const rows = await db
        .selectFrom('token_secret')
        .innerJoin('token', 'token.id', 'token_secret.token_id')
        .select(['token.id', 'token.organization_id'])
        .where('token_secret.quiet_ms', 'is not', null)
        .where('token_secret.not_after', '>', now)
        .where('token.status', '=', 'active')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        organizationId: row.organization_id as OrganizationId,
        id: tokenIdFrom(row.id),
      }))
    },
  }
}

export function tokenWrites(trx: Kysely<Tables>): TokenReads & TokenWrites {
  const reads = tokenReads(trx)
  return {
    ...reads,
    async lock(organizationId, id) {
      await lockRows(trx, organizationId, [id])
      return reads.find(organizationId, id)
    },
    async lockMany(organizationId, ids) {
      for (const slice of slicesOf(ids, 10_000)) await lockRows(trx, organizationId, slice)
      return reads.findMany(organizationId, ids)
    },
    async insert(token, secret) {
      await trx.insertInto('token').values(tokenRow(token)).execute()
      await trx.insertInto('token_secret').values(secretRow(secret)).execute()
      await trx
        .insertInto('token_use')
        .values({ token_id: token.id, organization_id: token.organizationId, last_used_at: 0 })
        .execute()
      await putWords(trx, token)
    },
    async update(token) {
      const before = await trx
        .selectFrom('token')
        .select('name')
        .where('organization_id', '=', token.organizationId)
        .where('id', '=', token.id)
        .executeTakeFirst()
      await trx
        .updateTable('token')
        .set(tokenRow(token))
        .where('organization_id', '=', token.organizationId)
        .where('id', '=', token.id)
        .execute()
      if (!before || before.name === token.name) return
      await trx.deleteFrom('token_word').where('token_id', '=', token.id).execute()
      await putWords(trx, token)
    },
    async moveMany(organizationId, ids, { status, revocation, updatedAt }) {
      for (const slice of slicesOf(ids, 10_000))
        await trx
          .updateTable('token')
          .set((eb) => ({
            status,
            updated_at: updatedAt,
            revision: eb('revision', '+', 1),
            ...revocationRow(revocation),
          }))
          .where('organization_id', '=', organizationId)
          .where('id', 'in', slice)
          .execute()
    },
    async putShrink(shrink) {
      const { token_id, ...changes } = shrinkRow(shrink)
      await trx
        .insertInto('token_shrink')
        .values({ token_id, ...changes })
        .onConflict((conflict) => conflict.column('token_id').doUpdateSet(changes))
        .execute()
    },
    async forgetShrink(id) {
      await trx.deleteFrom('token_shrink').where('token_id', '=', id).execute()
    },
    async putSecrets(tokenId, secrets) {
      await trx.deleteFrom('token_secret').where('token_id', '=', tokenId).execute()
      if (secrets.length > 0) await trx.insertInto('token_secret').values(secrets.map(secretRow)).execute()
    },
    async erase(tombstone) {
      await trx
        .deleteFrom('token')
        .where('organization_id', '=', tombstone.organizationId)
        .where('id', '=', tombstone.id)
        .execute()
      await trx.insertInto('token_tombstone').values(tombstoneRow(tombstone)).execute()
    },
  }
}

/** An update that changes nothing: the one way to lock rows that every engine has. */
const lockRows = (trx: Kysely<Tables>, organizationId: OrganizationId, ids: readonly string[]) =>
  trx
    .updateTable('token')
    .set((eb) => ({ revision: eb.ref('revision') }))
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()

async function putWords(trx: Kysely<Tables>, token: TokenRecord): Promise<void> {
  const words = wordsOf(token.name).map((word) => ({
    organization_id: token.organizationId,
    word,
    token_id: token.id,
  }))
  if (words.length > 0) await trx.insertInto('token_word').values(words).execute()
}
