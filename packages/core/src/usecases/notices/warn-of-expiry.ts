import type { TokenId } from '@keyward/contract'
import { shownStatus } from '../../lifecycle/shown-status.ts'
import type { Happening } from '../../notices/happening.ts'
import type { DueWarning, StoredToken, Writes } from '../../ports.ts'
import { breathe } from '../breathe.ts'
import type { Deps } from '../deps.ts'
import { announce } from '../outbox/owe-notices.ts'

/** Tokens in one transaction: small enough that everything else goes on between two. */
const SLICE = 25
const CLOCK = { name: { kind: 'system', id: null, name: 'clock' }, member: null } as const

/** Owes the warnings whose time has come. Each is taken off the plan in the transaction that writes it: it comes once. */
export async function warnOfExpiry(
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'keys' | 'catalogue' | 'timers'>,
): Promise<void> {
  const now = deps.clock.now()
  while (await deps.store.reads.notices.anyWarningDue(now)) {
    const index = await deps.catalogue.current()
    await deps.store.transact(async (writes) => {
      const due = Map.groupBy(await takeDue(writes, now), ({ organization }) => organization.id)
      for (const [first, ...more] of due.values())
        if (first)
          await announce(
            deps,
            writes,
            { organization: first.organization, index, now },
            expiring([first, ...more], now),
          )
    })
    await breathe(deps.timers)
  }
}

const expiring = (tokens: readonly StoredToken[], at: number): Happening[] =>
  tokens.map((token) => ({ kind: 'token.expiring', at, by: CLOCK, token }))

/** The tokens to warn of: those that work now, each once however many of its warnings are due. */
async function takeDue(writes: Writes, now: number): Promise<StoredToken[]> {
  const taken = await writes.notices.takeWarnings(now, SLICE)
  const due = new Map<TokenId, DueWarning>(taken.map((each) => [each.tokenId, each]))
  const found: StoredToken[] = []
  for (const [organizationId, those] of Map.groupBy(due.values(), (each) => each.organizationId))
    found.push(
      ...(await writes.tokens.findMany(
        organizationId,
        those.map(({ tokenId }) => tokenId),
      )),
    )
  return found.filter(
    (stored) => stored.token.expiresAt === due.get(stored.token.id)?.expiresAt && works(stored, now),
  )
}

const works = ({ token, owner }: StoredToken, now: number): boolean =>
  shownStatus(
    { status: token.status, expiresAt: token.expiresAt, ownerActive: owner?.active ?? true },
    now,
  ) === 'active'
