import { type ConditionsInput, type FieldFault, KeywardError } from '@keyward/contract'
import { LAST_INSTANT } from '../../../lifecycle/duration.ts'
import { parseNetwork } from '../../../limits/addresses.ts'
import type { Conditions } from '../../../token/conditions.ts'
import { instant } from '../../instant.ts'

/**
 * Settles the conditions of a new or edited token; what is omitted stays as it was.
 * `revision` is the one that the token will have: a new usage cap counts from it.
 * @throws KeywardError `request_invalid`, with a fault for each field
 */
export function settleConditions(
  before: Conditions,
  input: ConditionsInput | undefined,
  revision: number,
): Conditions {
  if (input === undefined) return before
  const { notBefore, addresses, rateLimit, usageCap } = input
  return {
    notBefore: changed(before.notBefore, notBefore, instantOf),
    addresses: changed(before.addresses, addresses, networksOf),
    rateLimit: changed(before.rateLimit, rateLimit, (limit) => limit),
    usageCap: changed(before.usageCap, usageCap, (limit) => ({
      limit,
      since: before.usageCap?.since ?? revision,
    })),
  }
}

const changed = <T, I>(before: T | null, given: I | null | undefined, settle: (given: I) => T): T | null =>
  given === undefined ? before : given === null ? null : settle(given)

/** @throws KeywardError `request_invalid` for a token that would expire before it is valid */
export function requireSpan({ notBefore }: Conditions, expiresAt: number | null): void {
  if (notBefore === null || expiresAt === null || notBefore < expiresAt) return
  throw invalid([
    { path: 'conditions.notBefore', message: `must lie before the expiry, which is ${instant(expiresAt)}` },
  ])
}

function instantOf(text: string): number {
  const at = Date.parse(text)
  if (at <= LAST_INSTANT) return at
  throw invalid([{ path: 'conditions.notBefore', message: 'must lie before the year 10000' }])
}

function networksOf(texts: readonly string[]): string[] {
  const read = texts.map(parseNetwork)
  const faults = read.flatMap((network, at) =>
    'fault' in network ? [{ path: `conditions.addresses.${at}`, message: network.fault }] : [],
  )
  if (faults.length > 0) throw invalid(faults)
  return [...new Set(read.flatMap((network) => ('text' in network ? [network.text] : [])))]
}

function invalid(fields: readonly FieldFault[]): KeywardError {
  const [first] = fields
  return new KeywardError('request_invalid', { detail: `${first?.path}: ${first?.message}`, fields })
}
