import {
  AccessKind,
  type InputOf,
  type Reach,
  ShownStatus,
  type TokenFilterInput,
  TokenSort,
} from '@keyward/contract'

/** What the address of the token list holds: which tokens, in which order. Never a secret. */
export type TokenListSearch = {
  tab?: 'mine' | undefined
  owner?: 'organization' | 'members' | undefined
  status?: ShownStatus[] | undefined
  access?: AccessKind[] | undefined
  search?: string | undefined
  sort?: TokenSort | undefined
}

const OWNERS = ['organization', 'members'] as const

/** Reads an address, passing over whatever is not understood. */
export function parseTokenListSearch(raw: Record<string, unknown>): TokenListSearch {
  return dropEmpty({
    tab: raw.tab === 'mine' ? 'mine' : undefined,
    owner: OWNERS.find((owner) => owner === raw.owner),
    status: pick(ShownStatus.options, raw.status),
    access: pick(AccessKind.options, raw.access),
    search:
      typeof raw.search === 'string' || typeof raw.search === 'number'
        ? String(raw.search).slice(0, 200)
        : undefined,
    sort: TokenSort.options.find((sort) => sort === raw.sort),
  })
}

/** Whose tokens an address asks for; `everyone`: whether this person may see other members' tokens. */
export function reachOf({ tab, owner }: TokenListSearch, everyone: boolean): Reach | undefined {
  if (tab === 'mine') return 'mine'
  if (!everyone) return 'organization'
  return owner
}

/** The filter of an address, as bulk acts and the list both take it. */
export function toFilter(search: TokenListSearch, everyone: boolean): TokenFilterInput {
  return dropEmpty({
    reach: reachOf(search, everyone),
    status: search.status,
    access: search.access,
    search: search.search?.trim() || undefined,
  })
}

export function toListInput(search: TokenListSearch, everyone: boolean): InputOf<'listTokens'> {
  return { ...toFilter(search, everyone), ...(search.sort && { sort: search.sort }) }
}

/** Whether the list is narrowed by anything but its tab. */
export const isNarrowed = ({ owner, status, access, search }: TokenListSearch): boolean =>
  Boolean(owner || status?.length || access?.length || search?.trim())

/** The next order when a header is clicked: first its natural way, then the other, then none. */
export function nextSort(
  field: 'name' | 'createdAt' | 'expiresAt' | 'lastUsedAt',
  current: TokenSort | undefined,
) {
  const first: TokenSort = field === 'createdAt' || field === 'lastUsedAt' ? `-${field}` : field
  const second: TokenSort = first === field ? `-${field}` : field
  if (current === first) return second
  return current === second ? undefined : first
}

function pick<T extends string>(known: readonly T[], raw: unknown): T[] | undefined {
  const words = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : []
  const found = known.filter((word) => words.includes(word))
  return found.length > 0 ? found : undefined
}

function dropEmpty<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}
