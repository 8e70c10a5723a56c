import type { Permission, RefusalCode, TokenId } from '@keyward/contract'
import type { TokenUse, UsageEvent, UsageSlice } from './slice.ts'

const HOUR_MS = 3_600_000
const CALLERS_KEPT = 20
const REFUSALS_KEPT = 20

type Gathered = {
  use: TokenUse | null
  hours: Map<string, { hour: number; outcome: 'allowed' | RefusalCode; count: number }>
  permissions: Map<Permission, { permission: Permission; count: number; lastAt: number }>
  callers: Map<string, { address: string; agent: string | null; count: number; lastAt: number }>
  refusals: UsageSlice['refusals'][number][]
}

/** Gathers what tokens do, in memory, between two flushes. Verification only ever adds to it. */
export class UsageBuffer {
  #byToken = new Map<TokenId, Gathered>()

  /** How many tokens have something to flush. */
  get size(): number {
    return this.#byToken.size
  }

  record(event: UsageEvent): void {
    const gathered = this.#gathered(event.tokenId)
    countHour(gathered, event)
    if (event.outcome === 'allowed') countAllowed(gathered, event)
    else keepRefusal(gathered, event, event.outcome)
    countCaller(gathered, event)
  }

  /** Takes out up to `limit` tokens' gatherings. Whoever takes them writes them, or gives them back. */
  take(limit: number): UsageSlice[] {
    const slices: UsageSlice[] = []
    for (const [tokenId, gathered] of this.#byToken) {
      if (slices.length === limit) break
      this.#byToken.delete(tokenId)
      slices.push({
        tokenId,
        use: gathered.use,
        hours: [...gathered.hours.values()],
        permissions: [...gathered.permissions.values()],
        callers: [...gathered.callers.values()],
        refusals: gathered.refusals,
      })
    }
    return slices
  }

  /** Takes back slices that could not be written, so that no count is lost. */
  giveBack(slices: readonly UsageSlice[]): void {
    for (const slice of slices) mergeInto(this.#gathered(slice.tokenId), slice)
  }

  #gathered(tokenId: TokenId): Gathered {
    let gathered = this.#byToken.get(tokenId)
    if (!gathered) {
      gathered = { use: null, hours: new Map(), permissions: new Map(), callers: new Map(), refusals: [] }
      this.#byToken.set(tokenId, gathered)
    }
    return gathered
  }
}

function countHour(gathered: Gathered, { at, outcome }: UsageEvent, count = 1): void {
  const hour = at - (at % HOUR_MS)
  const key = `${hour} ${outcome}`
  const row = gathered.hours.get(key)
  if (row) row.count += count
  else gathered.hours.set(key, { hour, outcome, count })
}

function countAllowed(gathered: Gathered, { at, need, address, agent }: UsageEvent): void {
  if (!gathered.use || gathered.use.lastUsedAt <= at) gathered.use = { lastUsedAt: at, address, agent }
  if (need === null) return
  const row = gathered.permissions.get(need)
  if (row) {
    row.count += 1
    row.lastAt = Math.max(row.lastAt, at)
  } else gathered.permissions.set(need, { permission: need, count: 1, lastAt: at })
}

function keepRefusal(gathered: Gathered, { at, need, requestId }: UsageEvent, code: RefusalCode): void {
  gathered.refusals.push({ at, need, code, requestId })
  if (gathered.refusals.length > REFUSALS_KEPT) gathered.refusals.shift()
}

function countCaller(gathered: Gathered, { at, address, agent }: UsageEvent): void {
  if (address === null) return
  const key = `${address} ${agent ?? ''}`
  const row = gathered.callers.get(key)
  if (row) {
    row.count += 1
    row.lastAt = at
  } else if (gathered.callers.size < CALLERS_KEPT)
    gathered.callers.set(key, { address, agent, count: 1, lastAt: at })
}

function mergeInto(gathered: Gathered, slice: UsageSlice): void {
  if (slice.use && (!gathered.use || gathered.use.lastUsedAt < slice.use.lastUsedAt)) gathered.use = slice.use
  for (const { hour, outcome, count } of slice.hours) {
    const key = `${hour} ${outcome}`
    const row = gathered.hours.get(key)
    if (row) row.count += count
    else gathered.hours.set(key, { hour, outcome, count })
  }
  for (const { permission, count, lastAt } of slice.permissions) {
    const row = gathered.permissions.get(permission)
    if (row) row.count += count
    else gathered.permissions.set(permission, { permission, count, lastAt })
  }
  for (const caller of slice.callers) {
    const key = `${caller.address} ${caller.agent ?? ''}`
    const row = gathered.callers.get(key)
    if (row) row.count += caller.count
    else gathered.callers.set(key, { ...caller })
  }
  gathered.refusals = [...slice.refusals, ...gathered.refusals].slice(-REFUSALS_KEPT)
}
