import {
  AccessKind,
  type InputOf,
  type Reach,
  ShownStatus,
  type TokenFilterInput,
  TokenMark,
  TokenSort,
} from '@keyward/contract'
import { isLive } from './token-acts.ts'

/** What the address of the token list holds: which tokens, in which order. Never a secret. */
export type TokenListSearch = {
  tab?: 'mine' | undefined
  owner?: 'organization' | 'members' | undefined
  status?: ShownStatus[] | undefined
  access?: AccessKind[] | undefined
  mark?: TokenMark | undefined
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
    mark: TokenMark.options.find((mark) => mark === raw.mark),
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
    mark: search.mark,
    search: search.search?.trim() || undefined,
  })
}

export function toListInput(search: TokenListSearch, everyone: boolean): InputOf<'listTokens'> {
  return { ...toFilter(search, everyone), ...(search.sort && { sort: search.sort }) }
}

/** What a list of many tokens is first asked. */
export type Glance = 'live' | TokenMark

const LIVE = ShownStatus.options.filter(isLive)

/** Whether the list shows what a glance counts, or part of it. */
export const isGlance = ({ mark, status = [] }: TokenListSearch, glance: Glance): boolean =>
  glance === 'live' ? !mark && String(status) === String(LIVE) : mark === glance

/** The list of exactly what a glance counts, or of everything, in the order that it has. */
export const searchOfGlance = ({ tab, sort }: TokenListSearch, glance: Glance | undefined): TokenListSearch =>
  dropEmpty({
    tab,
    sort,
    status: glance === 'live' ? LIVE : undefined,
    mark: glance === 'live' ? undefined : glance,
  })

/** Whether the list is narrowed by anything but its tab. */
export const isNarrowed = ({ owner, status, access, mark, search }: TokenListSearch): boolean =>
  Boolean(owner || status?.length || access?.length || mark || search?.trim())

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
