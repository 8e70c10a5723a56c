import { KeywardError, TokenId } from '@keyward/contract'
import { shownStatus } from '../../lifecycle/shown-status.ts'
import type { StoredToken, TokenCursor, TokenPageQuery } from '../../ports.ts'

type Sort = TokenPageQuery['sort']

/** Writes the place after a row as opaque text: where the next page begins. */
export function encodeCursor(sort: Sort, last: StoredToken, now: number): string {
  const { group, key, id } = cursorAfter(sort, last, now)
  return Buffer.from(JSON.stringify([sort, group, key, id])).toString('base64url')
}

/** @throws KeywardError `cursor_invalid`, also for a cursor of another sort */
export function decodeCursor(sort: Sort, text: string): TokenCursor {
  const parsed = parse(text)
  if (!Array.isArray(parsed) || parsed.length !== 4 || parsed[0] !== sort) throw invalid()
  const [, group, key, id]: unknown[] = parsed
  const tokenId = TokenId.safeParse(id)
  if (!isKeyOf(sort, key) || (group !== 0 && group !== 1) || !tokenId.success) throw invalid()
  return { group, key, id: tokenId.data }
}

/** A key of another kind than its column would be compared wrongly by one engine and refused by the other. */
const isKeyOf = (sort: Sort, key: unknown): key is TokenCursor['key'] =>
  sort === 'name' || sort === '-name'
    ? typeof key === 'string'
    : Number.isSafeInteger(key) || (key === null && sort !== 'default' && !sort.endsWith('createdAt'))

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

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

const invalid = () =>
  new KeywardError('cursor_invalid', { detail: 'Ask for the first page again, without a cursor.' })
