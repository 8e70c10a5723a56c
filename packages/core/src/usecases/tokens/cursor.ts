import { TokenId } from '@keyward/contract'
import { shownStatus } from '../../lifecycle/shown-status.ts'
import type { StoredToken, TokenCursor, TokenPageQuery } from '../../ports.ts'
import { isWhole, readCursor, writeCursor } from '../cursor.ts'

type Sort = TokenPageQuery['sort']

/** The place after a row of a list in this order, as opaque text. */
export function encodeCursor(sort: Sort, last: StoredToken, now: number): string {
  const { group, key, id } = cursorAfter(sort, last, now)
  return writeCursor(sort, group, key, id)
}

/** @throws KeywardError `cursor_invalid`, also for a cursor of another sort */
export const decodeCursor = (sort: Sort, text: string): TokenCursor =>
  readCursor(text, ([of, group, key, id, ...more]) => {
    const parsed = TokenId.safeParse(id)
    if (of !== sort || (group !== 0 && group !== 1) || !isKeyOf(sort, key)) return undefined
    return parsed.success && more.length === 0 ? { group, key, id: parsed.data } : undefined
  })

/** A key of another kind than its column would be compared wrongly by one engine and refused by the other. */
const isKeyOf = (sort: Sort, key: unknown): key is TokenCursor['key'] =>
  sort === 'name' || sort === '-name'
    ? typeof key === 'string'
    : isWhole(key) || (key === null && sort !== 'default' && !sort.endsWith('createdAt'))

function cursorAfter(sort: Sort, { token, owner, use }: StoredToken, now: number): TokenCursor {
  const field = sort.replace('-', '')
  if (sort === 'default') {
    const shown = shownStatus(
      { status: token.status, expiresAt: token.expiresAt, ownerActive: owner?.active ?? true },
      now,
    )
    return {
      group: shown === 'active' || shown === 'pending' || shown === 'stopped' ? 0 : 1,
      key: token.createdAt,
      id: token.id,
    }
  }
  const keys: Record<string, string | number | null> = {
    name: token.name,
    createdAt: token.createdAt,
    expiresAt: token.expiresAt,
    lastUsedAt: use?.lastUsedAt ?? null,
  }
  return { group: 0, key: keys[field] ?? null, id: token.id }
}
