import type { AuditKind, Receipt } from '@keyward/contract'
import { linkAll } from '../../audit/chain.ts'
import type { AuditBody, ChainId } from '../../audit/event.ts'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import type { Happening, TokenChange } from '../../notices/happening.ts'
import type { MemberRecord } from '../../people/record.ts'
import type { Actor, Committed, RequestContext, Stale, Writes } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import type { Deps } from '../deps.ts'
import { announce, type DirectNotice, oweDirectly } from '../outbox/owe-notices.ts'
import { type Rights, rightsToWrite } from '../rights/rights.ts'

type Said = Pick<AuditBody, 'subject' | 'facts'>
type TokenEvent = Happening['kind'] & AuditKind

/**
 * What an audit event says beside who, when and where from. With an event of one token comes the token itself, as the
 * change left it and found it: not for the audit, but for whoever must be told.
 */
export type Account =
  | (Said & { kind: TokenEvent; about: TokenChange })
  | (Said & { kind: Exclude<AuditKind, TokenEvent> })

/** One change in the making. What it tells is written, in the fixed lock order, just before it commits. */
export type Change = {
  writes: Writes
  rights: Rights
  index: CatalogueIndex
  now: number
  /** Adds an audit event. Whoever must be told by mail of a token event is told. */
  tell(account: Account): void
  /** Adds a mail to one person by name. */
  owe(notice: DirectNotice): void
  /** Says what verification must forget, and whether something that was allowed may not be any more. */
  stale(stale: Stale, effect: 'narrowing' | 'widening'): void
}

export type Changed<T> = { value: T; receipt: Receipt }

/**
 * Makes one change as an actor: rights, work, audit, mails and invalidation in one transaction; then the barrier.
 * When it returns, what the change narrowed is refused everywhere.
 */
export const change = <T>(
  deps: Deps,
  actor: Actor,
  work: (change: Change) => Promise<T>,
): Promise<Changed<T>> =>
  changeWith(deps, actor, (writes, index, now) => rightsToWrite(writes, actor, index, now), work)

/** The same for a change of who belongs to an organisation or what its roles mean: those of one organisation take turns. */
export const changeInTurn = <T>(
  deps: Deps,
  actor: Actor,
  work: (change: Change) => Promise<T>,
): Promise<Changed<T>> =>
  changeWith(
    deps,
    actor,
    async (writes, index, now) => {
      await writes.organizations.lock(actor.organizationId)
      return rightsToWrite(writes, actor, index, now)
    },
    work,
  )

/**
 * The same for a slice of a longer change: felt in this process at once, everywhere only when `settleEarlier` answers,
 * which waits once for all slices.
 */
export async function changeAhead<T>(
  deps: Deps,
  actor: Actor,
  work: (change: Change) => Promise<T>,
): Promise<Changed<T>> {
  const rightsNow = (writes: Writes, index: CatalogueIndex, now: number) =>
    rightsToWrite(writes, actor, index, now)
  const committed = await commitWith(deps, actor, rightsNow, work, () => breathe(deps.timers))
  return {
    value: committed.value,
    receipt: await deps.verifier.settle({ ...committed, narrowing: false }),
  }
}

/** The same for a change that follows from something else: whoever asks says what rights it is made with. */
export async function changeWith<T, R extends Rights>(
  deps: Deps,
  { context }: Pick<Actor, 'context'>,
  rightsNow: (writes: Writes, index: CatalogueIndex, now: number) => Promise<R>,
  work: (change: Change & { rights: R }) => Promise<T>,
): Promise<Changed<T>> {
  const committed = await commitWith(deps, { context }, rightsNow, work)
  return { value: committed.value, receipt: await deps.verifier.settle(committed) }
}

async function commitWith<T, R extends Rights>(
  deps: Deps,
  { context }: Pick<Actor, 'context'>,
  rightsNow: (writes: Writes, index: CatalogueIndex, now: number) => Promise<R>,
  work: (change: Change & { rights: R }) => Promise<T>,
  pause?: () => Promise<void>,
): Promise<Committed<T>> {
  const index = await deps.catalogue.current()
  return deps.store.transact(async (writes) => {
    // Read at the change's own turn: what stopped while it waited for it has stopped.
    const now = deps.clock.now()
    const rights = await rightsNow(writes, index, now)
    const accounts: Account[] = []
    const notices: DirectNotice[] = []
    const stale: { what: Stale; effect: 'narrowing' | 'widening' }[] = []
    const value = await work({
      writes,
      rights,
      index,
      now,
      tell: (account) => accounts.push(account),
      owe: (notice) => notices.push(notice),
      stale: (what, effect) => stale.push({ what, effect }),
    })
    await pause?.()
    await recordAccounts(deps, writes, { rights, index, now, context, pause }, accounts)
    for (const notice of notices) await oweDirectly(deps, writes, rights.organization.id, notice)
    for (const effect of ['widening', 'narrowing'] as const) {
      const concerned = stale.filter((entry) => entry.effect === effect).map((entry) => entry.what)
      if (concerned.length > 0) await writes.invalidate(concerned, effect)
    }
    return value
  })
}

type Telling = Pick<Change, 'rights' | 'index' | 'now'> & {
  context?: RequestContext | undefined
  /** Lets others have their turn half-way through what is long. */
  pause?: (() => Promise<void>) | undefined
}

/** Writes what an actor's change tells: to the audit of its organisation, and to everybody who must hear of it. */
export async function recordAccounts(
  deps: Pick<Deps, 'keys' | 'clock' | 'random'>,
  writes: Writes,
  { rights, index, now, context, pause }: Telling,
  accounts: readonly Account[],
): Promise<void> {
  const { organization, member, token, name: actor } = rights
  const { requestId = null, address = null } = context ?? {}
  const chain = organization.id
  const bodies = accounts.map(
    ({ kind, subject, facts }): AuditBody => ({
      chain,
      at: now,
      kind,
      actor,
      ...(token && member && { onBehalfOf: personOf(member) }),
      subject,
      requestId,
      address,
      facts,
    }),
  )
  await appendAudit(deps, writes, chain, bodies)
  await pause?.()
  const by = { name: actor, member }
  const happenings = accounts.flatMap((account): Happening[] =>
    'about' in account ? [{ ...account.about, kind: account.kind, at: now, by }] : [],
  )
  await announce(deps, writes, { organization, index, now }, happenings)
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
  const { events, head } = linkAll(bodies, await writes.audit.head(chain), deps.keys)
  if (head) await writes.audit.append(events, head)
}
