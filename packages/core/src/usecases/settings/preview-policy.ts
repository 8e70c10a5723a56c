import {
  type OutputOf,
  type ParsedOf,
  type Policy,
  PolicyRule,
  permission,
  type TokenId,
} from '@keyward/contract'
import { breachesOf, decideApplication } from '../../policy/decide-policy.ts'
import type { Actor } from '../../ports.ts'
import { DAY_MS } from '../../world.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { firstNames } from '../tokens/first-names.ts'
import { wantedOf } from '../tokens/granting/require-policy.ts'
import { eachSlice, everyLiveToken } from '../tokens/live-tokens.ts'

/** Tells which live tokens break a policy, and what applying it would do to them. */
export async function previewPolicy(
  deps: Deps,
  actor: Actor,
  { policy }: ParsedOf<'previewPolicy'>,
): Promise<OutputOf<'previewPolicy'>> {
  const { store, timers } = deps
  const { rights, now } = await readAs(deps, actor, permission('keyward', 'settings', 'update'))
  const { id, settings } = rights.organization
  const found = tally(policy ?? settings.policy, now)
  for await (const slice of eachSlice(store.heavy, timers, id, everyLiveToken(now)))
    for (const stored of slice) found.add(stored)
  const { calls } = await store.heavy.usage.traffic(id, found.revoked, now - DAY_MS)
  return {
    tokens: found.count(),
    shortened: found.count() - found.revoked.length,
    revoked: found.revoked.length,
    byRule: PolicyRule.options.flatMap((rule) => {
      const tokens = found.byRule.get(rule)
      return tokens ? [{ rule, tokens }] : []
    }),
    callsLastDay: calls,
    names: found.names,
  }
}

function tally(policy: Policy, now: number) {
  const first = firstNames()
  let count = 0
  const revoked: TokenId[] = []
  const byRule = new Map<PolicyRule, number>()
  return {
    count: () => count,
    names: first.names,
    revoked,
    byRule,
    add(stored: Parameters<typeof wantedOf>[0]) {
      const application = decideApplication(policy, wantedOf(stored), now)
      if (application.kind === 'keep') return
      count += 1
      first.add(stored.token.name)
      if (application.kind === 'revoke') revoked.push(stored.token.id)
      for (const { rule } of breachesOf(policy, wantedOf(stored)))
        byRule.set(rule, (byRule.get(rule) ?? 0) + 1)
    },
  }
}
