import type { TokenId } from '@keyward/contract'
import {
  decideReservation,
  decideReturn,
  type Leftover,
  type Limits,
  NOTHING_UNSPENT,
} from '../limits/account.ts'
import { Allowance, type Spending } from '../limits/allowance.ts'
import type { Clock, Invalidation, Store } from '../ports.ts'
import type { HeldToken } from '../verify/decide.ts'

const RETURNS_AT_ONCE = 500

type Limited = Pick<HeldToken, 'tokenId' | 'organizationId'> & { limits: Limits }
type Entry = {
  of: Limited
  allowance: Allowance
  /** Calls that wait for the reservation under way, and the next. */
  waiting: number
  reserving: Promise<'reserved' | 'stale'> | undefined
  /** Whether something was spent since the last look for idle ones. */
  busy: boolean
}

/** Lets calls through within the limits of their tokens: from memory what was reserved, durably, before. */
export type Limiter = {
  /** Spends one call in this very tick, or says why not; undefined when it must be reserved first. */
  spend(of: Limited, now: number): Spending | undefined
  /** Whether `spend` would answer undefined. */
  lacks(of: Limited, now: number): boolean
  /** Reserves for one call that waits, together with all others. `stale`: the token's limits are not these any more. */
  reserve(of: Limited): Promise<'reserved' | 'stale'>
  /** Calls that are reserved here and not spent. */
  unspent(tokenId: TokenId): Leftover
  drop(invalidation: Pick<Invalidation, 'kind' | 'key'>): void
  dropAll(): void
  /** Gives back what was dropped, and what nobody has spent from since the last time. */
  giveBack(): Promise<void>
}

export function createLimiter({ store, clock }: { store: Pick<Store, 'transact'>; clock: Clock }): Limiter {
  const entries = new Map<TokenId, Entry>()
  const leftovers: { of: Limited; leftover: Leftover }[] = []

  const entryOf = (of: Limited): Entry => {
    const known = entries.get(of.tokenId)
    if (known) return known
    const entry = { of, allowance: new Allowance(), waiting: 0, reserving: undefined, busy: true }
    entries.set(of.tokenId, entry)
    return entry
  }
  const discard = ({ of, allowance }: Entry) => {
    if (entries.get(of.tokenId)?.allowance === allowance) entries.delete(of.tokenId)
    const leftover = allowance.empty(clock.now())
    if (leftover) leftovers.push({ of, leftover })
  }

  const take = async (of: Limited, entry: Entry): Promise<'reserved' | 'stale'> => {
    const { value } = await store.transact(async (writes) => {
      const found = await writes.limits.lock(of.organizationId, of.tokenId)
      if (!found || !sameLimits(found.conditions, of.limits)) return undefined
      const now = clock.now()
      const demand = entry.allowance.demand(of.limits, entry.waiting, now)
      const decided = decideReservation(found.account, of.limits, demand, now)
      await writes.limits.put(of.tokenId, decided.account)
      return { now, reservation: decided.reservation }
    })
    if (value) entry.allowance.add(value.reservation, value.now)
    // What it was reserved under holds no more, or may not: it was dropped while the answer was on its way.
    if (!value || entries.get(of.tokenId) !== entry) discard(entry)
    return value ? 'reserved' : 'stale'
  }

  return {
    spend(of, now) {
      const entry = entries.get(of.tokenId)
      const spending = entry?.allowance.spend(of.limits, now)
      if (entry && spending) entry.busy = true
      return spending
    },
    lacks: (of, now) => entries.get(of.tokenId)?.allowance.knows(of.limits, now) !== true,
    async reserve(of) {
      const entry = entryOf(of)
      entry.waiting += 1
      try {
        // How many wait is read when the transaction has begun: by then all that came in this tick have come.
        entry.reserving ??= take(of, entry).finally(() => {
          entry.reserving = undefined
        })
        return await entry.reserving
      } finally {
        entry.waiting -= 1
      }
    },
    unspent: (tokenId) => entries.get(tokenId)?.allowance.unspent ?? NOTHING_UNSPENT,
    drop({ kind, key }) {
      const entry = kind === 'token' ? entries.get(key as TokenId) : undefined
      if (entry) discard(entry)
    },
    dropAll() {
      for (const entry of [...entries.values()]) discard(entry)
    },
    async giveBack() {
      for (const entry of [...entries.values()]) {
        if (!entry.busy && entry.waiting === 0) discard(entry)
        entry.busy = false
      }
      while (leftovers.length > 0) {
        // Out of the list first: where a commit failed and yet came about, giving back twice would overspend.
        const some = leftovers.splice(0, RETURNS_AT_ONCE)
        await store.transact(async (writes) => {
          for (const { of, leftover } of some) {
            const found = await writes.limits.lock(of.organizationId, of.tokenId)
            if (found) await writes.limits.put(of.tokenId, decideReturn(found.account, leftover))
          }
        })
      }
    },
  }
}

function sameLimits(a: Limits, b: Limits): boolean {
  return (
    a.rateLimit?.limit === b.rateLimit?.limit &&
    a.rateLimit?.windowSeconds === b.rateLimit?.windowSeconds &&
    a.usageCap?.limit === b.usageCap?.limit &&
    a.usageCap?.since === b.usageCap?.since
  )
}
