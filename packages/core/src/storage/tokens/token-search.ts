import type { OrganizationId } from '@keyward/contract'
import { type Expression, type ExpressionBuilder, expressionBuilder, type Kysely, type SqlBool } from 'kysely'
import type { TokenWhere } from '../../ports.ts'
import type { Tables } from '../tables.ts'
import { startingWith, wordsOf } from './words.ts'

export type Condition = Expression<SqlBool>
export type Build = ExpressionBuilder<Tables, 'token'>

/** Up to so many matches are looked up one by one; where there are more, a walk meets enough of them soon. */
const FEW = 1000

/**
 * What a search text comes to: the ids themselves when they are few; otherwise `many`, checked row by row along a walk
 * that ends early, or `all`, for when every match is wanted.
 */
export type Search = { kind: 'few'; ids: string[] } | { kind: 'many' | 'all'; text: string }

/** Looks the search text up first, at the same snapshot. */
export async function searching<T>(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  where: TokenWhere,
  read: (on: Kysely<Tables>, search: Search | undefined) => Promise<T>,
): Promise<T> {
  if (!where.search) return read(db, undefined)
  const lookUpAndRead = async (on: Kysely<Tables>) => read(on, await lookUp(on, organizationId, where.search))
  if (db.isTransaction) return lookUpAndRead(db)
  return db
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(lookUpAndRead)
}

/** Looks a search text up: the start of an id, or of words of the name, all of which must match. */
async function lookUp(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  search: string | undefined,
): Promise<Search | undefined> {
  const text = search?.trim()
  if (!text) return undefined
  const ids = new Set<string>()
  const { from, to } = startingWith(text)
  const byId = await db
    .selectFrom('token')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '>=', from)
    .where('id', '<', to)
    .limit(FEW + 1)
    .execute()
  for (const row of byId) ids.add(row.id)
  const byName = await lookUpWords(db, organizationId, wordsOf(text))
  for (const id of byName) ids.add(id)
  return ids.size > FEW ? { kind: 'many', text } : { kind: 'few', ids: [...ids] }
}

async function lookUpWords(
  db: Kysely<Tables>,
  organizationId: OrganizationId,
  words: readonly string[],
): Promise<string[]> {
  if (words.length === 0) return []
  const rows = await db
    .selectFrom(named(organizationId, words).as('named'))
    .select('named.token_id')
    .limit(FEW + 1)
    .execute()
  return rows.map((row) => row.token_id)
}

/** Every token whose name has all the words. */
function named(organizationId: OrganizationId, words: readonly string[]) {
  // A long word is a rare one: the others are only looked for where it is.
  const [rarest = '', ...others] = [...words].sort((a, b) => b.length - a.length)
  const { from, to } = startingWith(rarest)
  let query = expressionBuilder<Tables>()
    .selectFrom('token_word as rarest')
    .select('rarest.token_id')
    .distinct()
    .where('rarest.organization_id', '=', organizationId)
    .where('rarest.word', '>=', from)
    .where('rarest.word', '<', to)
  for (const word of others) query = query.where((eb) => eb.exists(hasWord(eb.ref('rarest.token_id'), word)))
  return query
}

/** The same search, for a query that wants every match. */
export const everyMatch = (search: Search | undefined): Search | undefined =>
  search?.kind === 'many' ? { ...search, kind: 'all' } : search

/** The condition of a search on a row of `token`. */
export function isFound(eb: Build, organizationId: OrganizationId, search: Search): Condition {
  // No token has an empty id.
  if (search.kind === 'few') return eb('token.id', 'in', search.ids.length > 0 ? search.ids : [''])
  const { from, to } = startingWith(search.text)
  const words = wordsOf(search.text)
  if (search.kind === 'all') {
    const byId = eb
      .selectFrom('token as found')
      .select('found.id as token_id')
      .where('found.id', '>=', from)
      .where('found.id', '<', to)
    return eb('token.id', 'in', words.length > 0 ? byId.union(named(organizationId, words)) : byId)
  }
  const byId = eb.and([eb('token.id', '>=', from), eb('token.id', '<', to)])
  if (words.length === 0) return byId
  return eb.or([byId, eb.and(words.map((word) => eb.exists(hasWord(eb.ref('token.id'), word))))])
}

function hasWord(tokenId: Expression<string>, word: string) {
  const { from, to } = startingWith(word)
  return expressionBuilder<Tables>()
    .selectFrom('token_word')
    .select('token_word.word')
    .where('token_word.token_id', '=', tokenId)
    .where('token_word.word', '>=', from)
    .where('token_word.word', '<', to)
}
