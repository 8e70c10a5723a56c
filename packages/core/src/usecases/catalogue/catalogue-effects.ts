import type { AccessKind, Permission, TokenEffects } from '@keyward/contract'
import { type ApiDiff, retiredBy } from '../../catalogue/diff.ts'
import { type ChangedApi, type ChangeEffect, changeEffect } from '../../permission/change-effect.ts'
import type { GrantRecord } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { walkGrants } from './walk-grants.ts'

/** Who would miss a permission that goes or comes to mean more. */
export type Missed = { holders: number; users: number; lastUsedAt: number | null }

export type Effects = { effects: TokenEffects; missed: ReadonlyMap<Permission, Missed> }

/** Counts what a change of one API would do to every live token. */
export async function countEffects(deps: Deps, slug: string, changed: ChangedApi): Promise<Effects> {
  const tally = createTally(changed)
  await walkGrants(deps, slug, { look: tally.look, use: tally.misses ? tally.use : undefined })
  return tally.total()
}

const KINDS = ['read_only', 'full_access', 'role', 'custom'] as const satisfies readonly AccessKind[]

function createTally(changed: ChangedApi) {
  const counts = new Map<AccessKind, Count>(KINDS.map((kind) => [kind, newCount()]))
  const missed = missedOf(changed.diff)
  const known = new Map<string, ChangeEffect>()

  /** Tokens that follow a rule are many, and alike. */
  const effectOf = ({ id, ...parts }: GrantRecord, home: boolean): ChangeEffect => {
    if (parts.access.kind === 'custom') return changeEffect(parts, changed, home)
    const key = JSON.stringify([parts, home])
    const effect = known.get(key) ?? changeEffect(parts, changed, home)
    known.set(key, effect)
    return effect
  }

  return {
    misses: missed.size > 0,
    look(grant: GrantRecord, home: boolean): void {
      const count = counts.get(grant.access.kind)
      if (count) add(count, effectOf(grant, home))
      if (grant.access.kind !== 'custom') return
      for (const scope of grant.access.scopes)
        if (changed.before.stands(scope, grant.catalogueRevision)) {
          const entry = missed.get(scope)
          if (entry) entry.holders += 1
        }
    },
    use({ permission, lastAt }: { permission: Permission; lastAt: number }): void {
      const entry = missed.get(permission)
      if (!entry) return
      entry.users += 1
      entry.lastUsedAt = Math.max(entry.lastUsedAt ?? 0, lastAt)
    },
    total: (): Effects => ({
      effects: Object.fromEntries(
        [...counts].map(([kind, { gaining, gained, losing, lost }]) => [
          kind,
          { gaining, gained: gained.size, losing, lost: lost.size },
        ]),
      ) as TokenEffects,
      missed,
    }),
  }
}

const missedOf = (diff: ApiDiff) =>
  new Map<Permission, Missed>(
    retiredBy(diff).map((each) => [each, { holders: 0, users: 0, lastUsedAt: null }]),
  )

type Count = { gaining: number; gained: Set<Permission>; losing: number; lost: Set<Permission> }
const newCount = (): Count => ({ gaining: 0, gained: new Set(), losing: 0, lost: new Set() })

function add(count: Count, { gains, gained, loses, lost }: ChangeEffect): void {
  if (gains) count.gaining += 1
  if (loses) count.losing += 1
  for (const each of gained) count.gained.add(each)
  for (const each of lost) count.lost.add(each)
}
