import { type ListedToken, type RateLimit, type Token, TokenSort } from '@keyward/contract'
import type { Act } from '../../act.ts'
import { facts, table } from '../../output/table.ts'
import { ago, instant, instantOr } from '../../output/when.ts'
import { wrongUsage } from '../../stop.ts'
import { type FilterOptions, filterOf } from './filter-options.ts'
import { parseTokenId } from './token-id.ts'

const PAGE = 200
const SHOWN = 50

type ListOptions = FilterOptions & { sort?: string; limit?: number; all?: boolean }

export async function listTokens(act: Act, options: ListOptions): Promise<undefined> {
  const filter = filterOf(options)
  const wanted = options.all ? Number.POSITIVE_INFINITY : (options.limit ?? SHOWN)
  const query = {
    ...filter,
    limit: Math.min(PAGE, wanted + 1),
    ...(options.sort !== undefined && { sort: sortOf(options.sort) }),
  }
  const found: ListedToken[] = []
  let more = false
  for await (const token of act.client().eachToken(query)) {
    more = found.length >= wanted
    if (more) break
    found.push(token)
  }
  act.answer(found, (room) => (found.length === 0 ? '' : tokenTable(found, act.shell.now(), room)))
  if (found.length === 0) act.note('No token matches.')
  else if (more) act.note(`The first ${wanted}. Add --all for every one.`)
}

export async function showToken(act: Act, _options: object, [id = '']: string[]): Promise<undefined> {
  const token = await act.client().getToken({ tokenId: parseTokenId(id) })
  act.answer(token, () => tokenFacts(token, act.shell.now()))
}

/** Tokens as a table. */
const tokenTable = (tokens: readonly ListedToken[], now: number, room: number | undefined): string =>
  table(
    ['ID', 'NAME', 'OWNER', 'ACCESS', 'STATUS', 'LAST USED', 'EXPIRES'],
    tokens.map((token) => [
      token.id,
      token.name,
      ownerOf(token),
      accessOf(token),
      token.shownStatus,
      ago(token.lastUse?.at ?? null, now),
      token.expiresAt === null ? 'never' : token.expiresAt.slice(0, 10),
    ]),
    room,
  )

/** All that is told of one token. */
export const tokenFacts = (token: Token, now: number): string =>
  facts([
    ['name', token.name],
    ['description', token.description],
    ['token', token.masked],
    ['id', token.id],
    ['status', token.shownStatus],
    ['owner', ownerOf(token)],
    ['created', `${instant(token.createdAt)} by ${nameOf(token.createdBy)}`],
    ['access', accessOf(token)],
    ['may', token.permissions.join('\n')],
    ...conditionsOf(token),
    ['expires', instantOr(token.expiresAt, 'never')],
    ['last used', lastUseOf(token, now)],
    [
      'revoked',
      token.revocation &&
        `${instant(token.revocation.at)} by ${nameOf(token.revocation.by)}: ${token.revocation.reason}`,
    ],
    ...token.versions
      .slice(1)
      .map((version): [string, string] => [
        'old value',
        `${version.masked}, until ${instantOr(version.stopsAt, 'it is closed')}`,
      ]),
  ])

const conditionsOf = ({
  conditions,
  usesLeft,
  revokeAtSignOut,
}: Token): [string, string | null | undefined][] => [
  ['not before', conditions.notBefore && instant(conditions.notBefore)],
  ['only from', conditions.addresses?.join('\n')],
  ['at most', conditions.rateLimit && rateOf(conditions.rateLimit)],
  ['calls left', usesLeft === null ? null : `${usesLeft} of ${conditions.usageCap}`],
  ['at sign-out', revokeAtSignOut ? 'revoked' : null],
]

const rateOf = ({ limit, windowSeconds }: RateLimit) => `${limit} calls in ${windowSeconds} s`

function lastUseOf({ lastUse }: Token, now: number): string {
  if (!lastUse) return 'never'
  const from = [lastUse.address, lastUse.agent].filter((each) => each !== null).join(', ')
  return `${ago(lastUse.at, now)} (${instant(lastUse.at)})${from ? ` from ${from}` : ''}`
}

const ownerOf = ({ owner }: Pick<Token, 'owner'>): string =>
  owner.kind === 'user' ? owner.name : 'organisation'

/** A token has a name as people have: it says that it is one. */
const nameOf = ({ kind, name }: Token['createdBy']): string => (kind === 'token' ? `the token ${name}` : name)

const accessOf = ({ access }: Token | ListedToken): string =>
  access.kind === 'role' ? `role ${access.role}` : access.kind

function sortOf(text: string): TokenSort {
  const parsed = TokenSort.safeParse(text)
  if (parsed.success) return parsed.data
  throw wrongUsage(`"${text}" is nothing to sort by`, `Choose one of ${TokenSort.options.join(', ')}.`)
}
