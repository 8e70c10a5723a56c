import { hash } from 'node:crypto'
import type { Permission, RefusalCode, TokenId, Verdict } from '@keyward/contract'
import { type Keyring, matchesSecret } from '../keys/keyring.ts'
import type {
  CatalogueSource,
  Clock,
  Invalidation,
  InvalidationFeed,
  Timers,
  Verifier,
  VerifyFacts,
} from '../ports.ts'
import { parseText } from '../token/format.ts'
import type { UsageBuffer } from '../usage/buffer.ts'
import { decideVerification, type HeldToken, needOf, refuse } from '../verify/decide.ts'
import { holdToken } from '../verify/held-token.ts'
import { passBarrier } from './barrier.ts'
import { Fence } from './fence.ts'
import { Lease } from './lease.ts'
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
  catalogue: CatalogueSource & { forget(): void }
  usage: UsageBuffer
  cacheSize: number
  /** Told why a verification could not be made. */
  report: (fault: unknown) => void
}

export type RunningVerifier = Verifier & {
  /** Tells the others that this verifier lives. */
  beat(): Promise<void>
  /** Whether it can answer now, the database included. */
  ready(): Promise<boolean>
  /** Gives the lease back, for good. */
  end(): Promise<void>
}

/** The verifier: memory under a lease. */
export function createVerifier(deps: VerifierDeps): RunningVerifier {
  const { clock, feed, keys, prefixes, catalogue, usage, verifierId } = deps
  const cache = new TokenCache(deps.cacheSize)
  const fence = new Fence()
  let catalogueEpoch = 0

  const drop = (invalidation: Invalidation) => {
    fence.note(invalidation)
    cache.drop(invalidation)
    if (invalidation.kind === 'all') forgetCatalogue()
  }
  const forgetCatalogue = () => {
    catalogueEpoch += 1
    catalogue.forget()
  }
  const dropAll = () => {
    cache.clear()
    forgetCatalogue()
  }
  const lease = new Lease({ feed, clock, verifierId, drop, dropAll })

  const verifyNow = (text: string, facts: VerifyFacts): Verdict | undefined => {
    const held = lease.holds() ? cache.get(digestOf(text)) : undefined
    if (held) return judge(held, facts)
    return parseText(text, prefixes) ? undefined : refuse('token_malformed', needOf(facts))
  }

  const verify = async (text: string, facts: VerifyFacts): Promise<Verdict> => {
    const immediate = verifyNow(text, facts)
    if (immediate) return immediate
    const need = needOf(facts)
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (!lease.holds()) await lease.renew()
        const found = await fill(text)
        if (found === 'unknown') return refuse('token_unknown', need)
        const verdict = verifyNow(text, facts)
        if (verdict) return verdict
      }
    } catch (fault) {
      deps.report(fault)
      return refuse('verifier_not_ready', need)
    }
    return refuse('verifier_not_ready', need)
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

  const judge = (held: HeldToken, facts: VerifyFacts): Verdict => {
    const need = needOf(facts)
    if (facts.within !== undefined && facts.within !== held.organizationId)
      return refuse('token_unknown', need)
    const now = clock.now()
    const refusal = decideVerification(held, need, now)
    remember(held, refusal ?? 'allowed', need, facts, now)
    if (refusal === undefined) return held.allowed
    return refusal === 'token_unknown' ? refuse(refusal, need) : refuse(refusal, need, held.caller)
  }

  const remember = (
    held: HeldToken,
    outcome: 'allowed' | RefusalCode,
    need: Permission | null,
    facts: VerifyFacts,
    at: number,
  ) =>
    usage.record({
      tokenId: held.tokenId,
      at,
      outcome,
      need,
      address: facts.address ?? null,
      agent: facts.agent ?? null,
      requestId: facts.requestId ?? null,
    })

  return {
    id: verifierId,
    verifyNow,
    verify,
    async settle(committed) {
      lease.apply(committed.invalidations)
      return passBarrier({ clock, timers: deps.timers, leaseMs: feed.leaseMs, verifierId }, committed)
    },
    async beat() {
      await feed.heartbeat(verifierId, clock.now())
    },
    async ready() {
      if (lease.holds()) return true
      await lease.renew()
      return lease.holds()
    },
    async end() {
      lease.end()
      await feed.unregister(verifierId)
    },
  }
}

/** Finds a held token without keeping its text: one SHA-256, in memory only. */
const digestOf = (text: string): string => hash('sha256', text, 'base64')
