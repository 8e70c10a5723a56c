import type { ConditionsInput } from '@keyward/contract'
import type { Command } from 'commander'
import { parseInstant, parseRate } from '../../input/conditions.ts'
import { parseWhole } from '../../input/whole-number.ts'
import { wrongUsage } from '../../stop.ts'

export type ConditionOptions = {
  notBefore?: string
  allow?: string[]
  rate?: string
  cap?: string
  revokeAtSignOut?: boolean
}

/** Adds the circumstances under which a token works. */
export const addConditionOptions = (command: Command, unset: string): Command =>
  command
    .option('--not-before <when>', `refused before: 2027-01-31, or 2027-01-31T12:00Z${unset}`)
    .option('--allow <network...>', `only from these: 203.0.113.7, 2001:db8::/32${unset}`)
    .option('--rate <limit>', `at most so many calls: 100/1min, 5/1s, 10000/1d${unset}`)
    .option('--cap <number>', `so many calls in all${unset}`)

/** The conditions that were given; undefined for none. @throws Stop */
export function conditionsOf({ notBefore, allow, rate, cap }: ConditionOptions): ConditionsInput | undefined {
  const given: ConditionsInput = {
    ...(notBefore !== undefined && { notBefore: orNone(notBefore, parseInstant) }),
    ...(allow !== undefined && { addresses: allow.join() === NONE ? null : split(allow) }),
    ...(rate !== undefined && { rateLimit: orNone(rate, parseRate) }),
    ...(cap !== undefined && { usageCap: orNone(cap, parseCap) }),
  }
  return Object.keys(given).length > 0 ? given : undefined
}

const NONE = 'none'

const orNone = <T>(text: string, parse: (text: string) => T): T | null => (text === NONE ? null : parse(text))

function parseCap(text: string): number {
  const cap = parseWhole(text)
  if (cap > 0) return cap
  throw wrongUsage('A cap of 0 calls lets nothing through', 'Revoke the token instead.')
}

const split = (words: readonly string[]): string[] => words.flatMap((word) => word.split(',')).filter(Boolean)
