import { appendAudit } from '../change/change.ts'
import type { Deps } from '../deps.ts'

const OPERATOR = { kind: 'system', id: null, name: 'shell' } as const

/** Since when the database waits to be released after a restore: epoch milliseconds, or null. */
export async function quarantinedSince({ store }: Pick<Deps, 'store'>): Promise<number | null> {
  const value = await store.reads.installation.get('quarantined_at')
  return value === undefined ? null : Number(value)
}

/** Lets a restored database verify again; answers whether it was held at all. Every process on it learns at once. */
export async function releaseQuarantine(
  deps: Pick<Deps, 'store' | 'clock' | 'keys' | 'verifier'>,
): Promise<boolean> {
  const now = deps.clock.now()
  const committed = await deps.store.transact(async (writes) => {
    const since = await writes.installation.get('quarantined_at')
    if (since === undefined) return false
    await writes.installation.remove('quarantined_at')
    await appendAudit(deps, writes, 'installation', [
      {
        chain: 'installation',
        at: now,
        kind: 'installation.released',
        actor: OPERATOR,
        subject: null,
        requestId: null,
        address: null,
        facts: { quarantinedAt: Number(since) },
      },
    ])
    await writes.invalidate([{ kind: 'all', key: '*' }], 'widening')
    return true
  })
  await deps.verifier.settle(committed)
  return committed.value
}
