import type { ApiInput, Catalogue } from '@keyward/contract'
import { composeCatalogue } from '../catalogue/compose.ts'
import { appendAudit } from './change.ts'
import type { Deps } from './deps.ts'

const SYSTEM = { kind: 'system', id: null, name: 'start' } as const

/**
 * Puts a declared catalogue in force. Nothing happens if it is what stands already; else it is the next revision.
 * @throws KeywardError `catalogue_invalid`
 */
export async function putCatalogue(deps: Omit<Deps, 'verifier'>, apis: readonly ApiInput[]) {
  const now = deps.clock.now()
  return deps.store.transact(async (writes) => {
    const before = await writes.catalogue.latest()
    const next = composeCatalogue(apis, (before?.revision ?? 0) + 1)
    if (before && sameApis(before, next)) return before
    await writes.catalogue.add(next, now)
    const subject = {
      kind: 'catalogue',
      id: String(next.revision),
      name: `revision ${next.revision}`,
    } as const
    await appendAudit(deps, writes, 'installation', [
      {
        chain: 'installation',
        at: now,
        kind: 'catalogue.changed',
        actor: SYSTEM,
        subject,
        requestId: null,
        address: null,
        facts: {},
      },
    ])
    await writes.invalidate([{ kind: 'all', key: '*' }], 'narrowing')
    return next
  })
}

const sameApis = (a: Catalogue, b: Catalogue): boolean => JSON.stringify(a.apis) === JSON.stringify(b.apis)
