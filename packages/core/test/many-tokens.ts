import { join } from 'node:path'
import { OrganizationId, type TokenId } from '@keyward/contract'
import { realRandom, realTimers } from '../src/real-world.ts'
import { openSqliteStore } from '../src/storage/sqlite/open.ts'
import { mintText } from '../src/token/format.ts'
import type { House } from './house.ts'
import { secret, token } from './stores.ts'
import { usageOf } from './usage.ts'

const SLICE = 2000
export const CALLERS = 20

/**
 * Puts many organisation tokens into a house, as rows: nobody has their texts. Each has been called once in this hour,
 * from one of `CALLERS` addresses. Named `many 0` and so on; answers their ids.
 */
export async function addMany({ dir, clock, host }: House, count: number): Promise<TokenId[]> {
  const organizationId = OrganizationId.parse(host.organizationId)
  const store = await openSqliteStore({ path: join(dir, 'keyward.db'), clock, timers: realTimers })
  const ids = Array.from({ length: count }, () => mintText(realRandom, 'kw').id)
  const at = clock.now()
  for (let from = 0; from < count; from += SLICE)
    await store.transact(async (writes) => {
      const slice = ids.slice(from, from + SLICE)
      for (const [n, id] of slice.entries())
        await writes.tokens.insert(
          token(id, { organizationId, name: `many ${from + n}`, createdAt: at - n, updatedAt: at }),
          secret(id),
        )
      for (let n = 0; n < slice.length; n += 500)
        await writes.usage.add(
          slice.slice(n, n + 500).map((id, m) => {
            const address = `192.0.2.${m % CALLERS}`
            return usageOf(id, {
              use: { lastUsedAt: at, address, agent: null },
              hours: [{ hour: at, outcome: 'allowed', count: 1 }],
              callers: [{ address, agent: null, count: 1, lastAt: at, version: null }],
            })
          }),
        )
    })
  await store.close()
  return ids.sort()
}
