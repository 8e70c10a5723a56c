import { hash } from 'node:crypto'
import type { Permission, RefusalCode, RequestVerdict, TokenId, Verdict } from '@keyward/contract'
import { type Keyring, matchesSecret } from '../keys/keyring.ts'
import type { Limits } from '../limits/account.ts'
import type {
  Admission,
  Clock,
  Invalidation,
  InvalidationFeed,
  RequestFacts,
  Timers,
  Verifier,
  VerifyFacts,
} from '../ports.ts'
import { parseText } from '../token/format.ts'
import type { UsageBuffer } from '../usage/buffer.ts'
import { decideVerification, decisiveNeed, type HeldToken, needOf, refuse } from '../verify/decide.ts'
import { holdToken } from '../verify/held-token.ts'
import { passBarrier } from './barrier.ts'
import type { CatalogueCache } from './catalogue-cache.ts'
import { Fence } from './fence.ts'
import { Lease } from './lease.ts'
import type { Limiter } from './limiter.ts'
import type { QuarantineCache } from './quarantine-cache.ts'
import { TokenCache } from './token-cache.ts'

/** Rounds after which a verification that keeps meeting invalidations gives up as not ready. */
const ATTEMPTS = 8

export type VerifierDeps = {
  verifierId: string
  feed: InvalidationFeed
  clock: Clock
  timers: Timers
  keys: Keyring
  prefixes: ReadonlySet<string>
  catalogue: CatalogueCache
  quarantine: QuarantineCache
  limiter: Limiter
  usage: UsageBuffer
  cacheSize: number
  /** Told why a verification could not be made. */
  report: (fault: unknown) => void
}

export type RunningVerifier = Verifier & {
  /** The verdict on a request, by the need of its route, in this very tick; undefined when it needs I/O. */
  verifyRequestNow(text: string, request: RequestFacts): RequestVerdict | undefined
  /** The same, with I/O where it is needed. Never throws for a refusal. */
  verifyRequest(text: string, request: RequestFacts): Promise<RequestVerdict>
  /** Tells the others that this verifier lives. */
  beat(): Promise<void>
  /** Whether it can answer now, the database included. */
  ready(): Promise<boolean>
  /** Gives the lease back, for good. */
  end(): Promise<void>
}

/** The verifier: memory under a lease. */
export function createVerifier(deps: VerifierDeps): RunningVerifier {
  const { clock, feed, keys, prefixes, catalogue, limiter, usage, verifierId } = deps
  const cache = new TokenCache(deps.cacheSize)
  const fence = new Fence()
  let catalogueEpoch = 0

  const drop = (invalidation: Invalidation) => {
    fence.note(invalidation)
    cache.drop(invalidation)
    limiter.drop(invalidation)
    if (invalidation.kind === 'all') forgetAll()
  }
  const forgetAll = () => {
    catalogueEpoch += 1
    catalogue.forget()
    deps.quarantine.forget()
  }
  const dropAll = () => {
    cache.clear()
    limiter.dropAll()
    forgetAll()
  }
  const lease = new Lease({ feed, clock, verifierId, drop, dropAll })

  const verifyNow = (text: string, facts: VerifyFacts): Verdict | undefined => {
    const held = lease.holds() ? cache.get(digestOf(text)) : undefined
    if (held) return judge(held, facts)
    return parseText(text, prefixes) ? undefined : refuse('token_malformed', needOf(facts))
  }

  // What a route needs and what a token holds come from one catalogue: whatever forgets the one drops the other.
  const verifyRequestNow = (text: string, request: RequestFacts): RequestVerdict | undefined => {
    const held = lease.holds() ? cache.get(digestOf(text)) : undefined
    const routes = held && catalogue.routesNow()
    if (!held || !routes) return parseText(text, prefixes) ? undefined : refuse('token_malformed', null)
    const found = routes.match(request.method, request.host, request.target)
    if ('permission' in found) return judge(held, { ...request, need: found.permission })
    const verdict = judge(held, request, found.refused)
    return verdict && !verdict.valid && verdict.code === found.refused
      ? { ...verdict, why: found.why }
      : verdict
  }

  const verify = (text: string, facts: VerifyFacts): Promise<Verdict> =>
    verifyWith(() => verifyNow(text, facts), text, needOf(facts))

  const admitNow = (text: string, facts: VerifyFacts): Admission | undefined => {
    const verdict = verifyNow(text, facts)
    return verdict && { verdict, version: cache.get(digestOf(text))?.version ?? null }
  }

  const admit = async (text: string, facts: VerifyFacts): Promise<Admission> => {
    const found = await verifyWith(() => admitNow(text, facts), text, needOf(facts))
    return 'verdict' in found ? found : { verdict: found, version: null }
  }

  const verifyRequest = (text: string, request: RequestFacts): Promise<RequestVerdict> =>
    verifyWith(() => verifyRequestNow(text, request), text, null)

  const verifyWith = async <V>(
    now: () => V | undefined,
    text: string,
    need: Permission | null,
  ): Promise<V | Verdict> => {
    try {
      const immediate = now()
      if (immediate) return immediate
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (!lease.holds()) await lease.renew()
        if (await deps.quarantine.holds()) return refuse('database_quarantined', need)
        if ((await prepare(text)) === 'unknown') return refuse('token_unknown', need)
        const verdict = now()
        if (verdict) return verdict
      }
    } catch (fault) {
      deps.report(fault)
      return refuse('verifier_not_ready', need)
    }
    return refuse('verifier_not_ready', need)
  }

  /** Does the I/O that the next look in memory needs: a reservation of calls, where that is all that lacks, else a fill. */
  const prepare = async (text: string): Promise<'unknown' | undefined> => {
    const held = cache.get(digestOf(text))
    if (!isLimited(held) || !limiter.lacks(held, clock.now()))
      return (await fill(text)) === 'unknown' ? 'unknown' : undefined
    if ((await limiter.reserve(held)) === 'stale') cache.drop({ kind: 'token', key: held.tokenId })
    return undefined
  }

  const fill = async (text: string): Promise<'held' | 'fenced' | 'unknown'> => {
    const parsed = parseText(text, prefixes)
    if (!parsed) return 'unknown'
    const begun = { lease: lease.epoch, catalogue: catalogueEpoch }
    fence.begin()
    try {
      const index = await catalogue.current()
      const { facts, head } = await feed.fill(parsed.id as TokenId)
      const secret = facts?.secrets.find((candidate) => matchesSecret(keys, candidate, parsed.secret))
      if (!facts || !secret) return 'unknown'
      const held = holdToken(facts, secret, index)
      const fresh =
        begun.lease === lease.epoch && begun.catalogue === catalogueEpoch && fence.admits(held, head)
      if (fresh) cache.put(digestOf(text), held)
      return fresh ? 'held' : 'fenced'
    } finally {
      fence.end()
    }
  }

  const judge = (held: HeldToken, facts: VerifyFacts, unmapped?: 'route_unmapped'): Verdict | undefined => {
    const need = decisiveNeed(held, facts)
    if (facts.within !== undefined && facts.within !== held.organizationId)
      return refuse('token_unknown', need)
    const now = clock.now()
    const refusal = decideVerification(held, need, facts.address, now) ?? unmapped
    if (refusal === undefined && facts.counts === false) return held.allowed
    if (refusal === undefined && isLimited(held) && facts.spends !== false)
      return spend(held, need, facts, now)
    remember(held, refusal ?? 'allowed', need, facts, now)
    if (refusal === undefined) return held.allowed
    return refusal === 'token_unknown' ? refuse(refusal, need) : refuse(refusal, need, held.caller)
  }

  const spend = (held: LimitedToken, need: Permission | null, facts: VerifyFacts, now: number) => {
    const spending = limiter.spend(held, now)
    if (!spending) return undefined
    const { outcome, rateLimit } = spending
    const refusal = outcome === 'spent' ? undefined : outcome
    remember(held, refusal ?? 'allowed', need, facts, now)
    if (refusal) return refuse(refusal, need, held.caller, rateLimit)
    return rateLimit ? { ...held.allowed, rateLimit } : held.allowed
  }

  const remember = (
    held: HeldToken,
    outcome: 'allowed' | RefusalCode,
    need: Permission | null,
    facts: VerifyFacts,
    at: number,
  ) => {
    if (outcome === 'allowed')
      for (const also of facts.also ?? []) usage.exercise(held.tokenId, also as Permission, at)
    usage.record({
      tokenId: held.tokenId,
      at,
      outcome,
      need,
      address: facts.address ?? null,
      agent: facts.agent ?? null,
      requestId: facts.requestId ?? null,
      version: at < held.twoValuesUntil ? held.version : null,
    })
  }

  return {
    id: verifierId,
    verifyNow,
    verify,
    admit,
    verifyRequestNow,
    verifyRequest,
    unspent: (tokenId) => limiter.unspent(tokenId),
    async settle(committed) {
      lease.apply(committed.invalidations)
      return passBarrier({ clock, timers: deps.timers, leaseMs: feed.leaseMs, verifierId }, committed)
    },
    async beat() {
      await feed.heartbeat(verifierId, clock.now())
      await limiter.giveBack()
    },
    async ready() {
      if (!lease.holds()) await lease.renew()
      return lease.holds() && !(await deps.quarantine.holds())
    },
    async end() {
      lease.end()
      try {
        await limiter.giveBack()
      } finally {
        await feed.unregister(verifierId)
      }
    },
  }
}

type LimitedToken = HeldToken & { limits: Limits }
const isLimited = (held: HeldToken | undefined): held is LimitedToken =>
  held !== undefined && held.limits !== null

/** Finds a held token without keeping its text: one SHA-256, in memory only. */
const digestOf = (text: string): string => hash('sha256', text, 'base64')
