import type { Permission } from '@keyward/contract'
import { HOUR_MS } from '../world.ts'
import type { RefusalEntry, TokenUse, UsageEvent, UsageSlice } from './slice.ts'

const CALLERS_KEPT = 20
const REFUSALS_KEPT = 20
const AGENT_KEPT = 300
const unwritable = /[\p{Cc}\p{Cs}]/gu

type Row<T extends 'callers' | 'versions'> = {
  -readonly [K in keyof UsageSlice[T][number]]: UsageSlice[T][number][K]
}

/**
 * What one token did since the last flush. Every verification adds to it, so it is laid out for that: a token has
 * few hours and callers at a time, and looking through them costs less than making a key to find them by.
 */
export type Gathered = {
  use: TokenUse | null
  hours: UsageSlice['hours'][number][]
  permissions: Map<Permission, UsageSlice['permissions'][number]>
  callers: Row<'callers'>[]
  versions: Row<'versions'>[]
  refusals: RefusalEntry[]
}

export const nothingGathered = (): Gathered => ({
  use: null,
  hours: [],
  permissions: new Map(),
  callers: [],
  versions: [],
  refusals: [],
})

export function addEvent(gathered: Gathered, event: UsageEvent): void {
  const { at, outcome, need, address, agent, requestId, version } = event
  const hour = at - (at % HOUR_MS)
  addHour(gathered, hour, outcome, 1)
  if (outcome !== 'allowed') {
    keepRefusals(gathered, [{ at, need, code: outcome, address, requestId }])
    return
  }
  noteUse(gathered, at, address, agent)
  if (address !== null) addCaller(gathered, { address, agent, count: 1, lastAt: at, version })
  if (need !== null) addPermission(gathered, need, 1, at)
  if (version !== null) addVersion(gathered, { version, hour, count: 1, lastAt: at })
}

export function addSlice(gathered: Gathered, slice: UsageSlice): void {
  if (slice.use) noteUse(gathered, slice.use.lastUsedAt, slice.use.address, slice.use.agent)
  for (const { hour, outcome, count } of slice.hours) addHour(gathered, hour, outcome, count)
  for (const { permission, count, lastAt } of slice.permissions)
    addPermission(gathered, permission, count, lastAt)
  for (const caller of slice.callers) addCaller(gathered, caller)
  for (const version of slice.versions) addVersion(gathered, version)
  keepRefusals(gathered, slice.refusals)
}

function noteUse(gathered: Gathered, at: number, address: string | null, agent: string | null): void {
  const { use } = gathered
  if (!use) gathered.use = { lastUsedAt: at, address, agent: keepAgent(agent) }
  else if (use.lastUsedAt <= at) {
    use.lastUsedAt = at
    use.address = address
    if (use.agent !== agent) use.agent = keepAgent(agent)
  }
}

/** An agent is whatever a caller says it is: no more is kept than people read, and nothing that a database refuses. */
const keepAgent = (agent: string | null): string | null =>
  agent?.slice(0, AGENT_KEPT).replaceAll(unwritable, '\ufffd') ?? null

function addHour({ hours }: Gathered, hour: number, outcome: UsageEvent['outcome'], count: number): void {
  for (const row of hours)
    if (row.hour === hour && row.outcome === outcome) {
      row.count += count
      return
    }
  hours.push({ hour, outcome, count })
}

export function addPermission(
  { permissions }: Gathered,
  permission: Permission,
  count: number,
  at: number,
): void {
  const row = permissions.get(permission)
  if (row) {
    row.count += count
    if (row.lastAt < at) row.lastAt = at
  } else permissions.set(permission, { permission, count, lastAt: at })
}

function addCaller(gathered: Gathered, caller: UsageSlice['callers'][number]): void {
  const { callers } = gathered
  for (const row of callers)
    if (row.address === caller.address && row.agent === caller.agent) {
      row.count += caller.count
      if (row.lastAt <= caller.lastAt) {
        row.lastAt = caller.lastAt
        row.version = caller.version
      }
      return
    }
  const agent = keepAgent(caller.agent)
  if (agent !== caller.agent) addCaller(gathered, { ...caller, agent })
  else if (callers.length < CALLERS_KEPT) callers.push({ ...caller })
}

function addVersion({ versions }: Gathered, version: UsageSlice['versions'][number]): void {
  for (const row of versions)
    if (row.version === version.version && row.hour === version.hour) {
      row.count += version.count
      if (row.lastAt < version.lastAt) row.lastAt = version.lastAt
      return
    }
  versions.push({ ...version })
}

function keepRefusals({ refusals }: Gathered, entries: readonly RefusalEntry[]): void {
  refusals.push(...entries)
  refusals.sort((a, b) => a.at - b.at)
  if (refusals.length > REFUSALS_KEPT) refusals.splice(0, refusals.length - REFUSALS_KEPT)
}
