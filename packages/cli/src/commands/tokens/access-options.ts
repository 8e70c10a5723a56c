import { AccessInput } from '@keyward/contract'
import type { Command } from 'commander'
import { wrongUsage } from '../../stop.ts'

export type AccessOptions = { readOnly?: true; fullAccess?: true; role?: string; scope?: string[] }

/** Adds the one choice of what a token may do. */
export const addAccessOptions = (command: Command): Command =>
  command
    .option('--read-only', 'reads through every API of the product')
    .option('--full-access', 'reads and writes through every API of the product')
    .option('--role <role>', 'whatever the role allows')
    .option('--scope <permission...>', 'these permissions, such as notes/notes:find or notes/*:*')

/** The access that was chosen; undefined when none was. @throws Stop when several were */
export function accessOf({ readOnly, fullAccess, role, scope }: AccessOptions): AccessInput | undefined {
  const chosen: unknown[] = [
    ...(readOnly ? [{ kind: 'read_only' }] : []),
    ...(fullAccess ? [{ kind: 'full_access' }] : []),
    ...(role !== undefined ? [{ kind: 'role', role }] : []),
    ...(scope !== undefined ? [{ kind: 'custom', scopes: scope.flatMap((each) => each.split(',')) }] : []),
  ]
  if (chosen.length === 0) return undefined
  if (chosen.length > 1)
    throw wrongUsage('A token has one access', 'Give one of --read-only, --full-access, --role and --scope.')
  const parsed = AccessInput.safeParse(chosen[0])
  if (parsed.success) return parsed.data
  throw wrongUsage(`The access will not do: ${parsed.error.issues[0]?.message}`)
}
