import { faultsOf, type Selection, Selection as SelectionShape, TokenFilter } from '@keyward/contract'
import type { Command } from 'commander'
import { wrongUsage } from '../../stop.ts'

export type FilterOptions = {
  reach?: string
  status?: string[]
  access?: string[]
  role?: string
  member?: string
  mark?: string
  search?: string
}

/** Adds what narrows a list or a bulk change. */
export const addFilterOptions = (command: Command): Command =>
  command
    .option('--reach <reach>', 'organization, mine or members; all that you may see unless said')
    .option('--status <status...>', 'pending, active, expired, stopped, revoked')
    .option('--access <kind...>', 'read_only, full_access, role, custom')
    .option('--role <role>', 'what carries this role as its access')
    .option('--member <id>', 'what this member owns or generated')
    .option('--mark <mark>', 'expiring_soon, never_used or refused_lately')
    .option('--search <text>', 'the start of an id, or of a word of the name')

/** @throws Stop naming what is wrong */
export function filterOf({ reach, status, access, role, member, mark, search }: FilterOptions): TokenFilter {
  const given = {
    ...(reach !== undefined && { reach }),
    ...(status !== undefined && { status: split(status) }),
    ...(access !== undefined && { access: split(access) }),
    ...(role !== undefined && { role }),
    ...(member !== undefined && { member }),
    ...(mark !== undefined && { mark }),
    ...(search !== undefined && { search }),
  }
  const parsed = TokenFilter.safeParse(given)
  if (parsed.success) return parsed.data
  const [fault] = faultsOf(parsed.error)
  const [field = ''] = fault?.path.split('.') ?? []
  throw wrongUsage(`--${field} will not do: ${fault?.message}`)
}

/** Tokens by id, or all that match; a bulk change names at least one thing. @throws Stop */
export function selectionOf(options: FilterOptions & { id?: string[] }): Selection {
  const filter = filterOf(options)
  const narrowed = Object.keys(filter).length > 0
  if (options.id === undefined) {
    if (!narrowed) throw wrongUsage('Which tokens?', 'Name some with --id, or say what they have in common.')
    return { filter }
  }
  if (narrowed) throw wrongUsage('Tokens are named by id or by a filter, not by both')
  const parsed = SelectionShape.safeParse({ ids: split(options.id) })
  if (parsed.success) return parsed.data
  throw wrongUsage('An id is the 16 letters and digits after the prefix of a token')
}

const split = (words: readonly string[]): string[] => words.flatMap((word) => word.split(',')).filter(Boolean)
