import type { Receipt } from '@keyward/contract'
import { link } from '../audit/chain.ts'
import type { AuditBody, ChainId } from '../audit/event.ts'
import type { CatalogueIndex } from '../catalogue/index-of.ts'
import type { MemberRecord } from '../people/record.ts'
import type { Actor, Stale, Writes } from '../ports.ts'
import type { Deps } from './deps.ts'
import { type Rights, rightsToWrite } from './rights.ts'

/** What an audit event says beside who, when and where from. */
export type Account = Pick<AuditBody, 'kind' | 'subject' | 'facts'>

/** One change in the making. What it tells is written, in the fixed lock order, just before it commits. */
export type Change = {
  writes: Writes
  rights: Rights
  index: CatalogueIndex
  now: number
  /** Adds an audit event. */
  tell(account: Account): void
  /** Says what verification must forget, and whether something that was allowed may not be any more. */
  stale(stale: Stale, effect: 'narrowing' | 'widening'): void
}

export type Changed<T> = { value: T; receipt: Receipt }

/**
 * Makes one change as an actor: rights, work, audit and invalidation in one transaction; then the barrier.
 * When it returns, what the change narrowed is refused everywhere.
 */
export const change = <T>(
  deps: Deps,
  actor: Actor,
  work: (change: Change) => Promise<T>,
): Promise<Changed<T>> =>
  changeWith(deps, actor, (writes, index, now) => rightsToWrite(writes, actor, index, now), work)

/** The same for a change that follows from something else: whoever asks says what rights it is made with. */
export async function changeWith<T>(
  deps: Deps,
  where: Pick<Actor, 'organizationId' | 'context'>,
  rightsNow: (writes: Writes, index: CatalogueIndex, now: number) => Promise<Rights>,
  work: (change: Change) => Promise<T>,
): Promise<Changed<T>> {
  const index = await deps.catalogue.current()
  const now = deps.clock.now()
  const committed = await deps.store.transact(async (writes) => {
    const rights = await rightsNow(writes, index, now)
    const accounts: Account[] = []
    const stale: { what: Stale; effect: 'narrowing' | 'widening' }[] = []
    const value = await work({
      writes,
      rights,
      index,
      now,
      tell: (account) => accounts.push(account),
      stale: (what, effect) => stale.push({ what, effect }),
    })
    const { requestId = null, address = null } = where.context ?? {}
    await appendAudit(
      deps,
      writes,
      where.organizationId,
      accounts.map((account) => ({
        ...account,
        chain: where.organizationId,
        at: now,
        actor: rights.name,
        ...(rights.token && rights.member && { onBehalfOf: personOf(rights.member) }),
        requestId,
        address,
      })),
    )
    for (const effect of ['widening', 'narrowing'] as const) {
      const concerned = stale.filter((entry) => entry.effect === effect).map((entry) => entry.what)
      if (concerned.length > 0) await writes.invalidate(concerned, effect)
    }
    return value
  })
  return { value: committed.value, receipt: await deps.verifier.settle(committed) }
}

const personOf = ({ id, name }: MemberRecord) => ({ id, name })

/** Links events to the end of their chain and writes both. */
export async function appendAudit(
  deps: Pick<Deps, 'keys'>,
  writes: Writes,
  chain: ChainId,
  bodies: readonly AuditBody[],
): Promise<void> {
  if (bodies.length === 0) return
  let head = await writes.audit.head(chain)
  const events = bodies.map((body) => {
    const linked = link(body, head, deps.keys)
    head = linked.head
    return linked.event
  })
  if (head) await writes.audit.append(events, head)
}
