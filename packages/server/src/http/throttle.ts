import { KeywardError } from '@keyward/contract'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { neighbourhood } from './neighbourhood.ts'

const MINUTE = 60

type Attempt = { email: string; address: string }
/** Somebody known, who proves that it is them. */
type Prover = { account: string; address: string }

/**
 * Slows down whoever guesses passwords, codes or secrets of links. Counts in memory; a restart forgets. All addresses of
 * one IPv6 network count as one.
 * Every method that counts throws KeywardError `too_many_attempts`, with the seconds to wait.
 */
export type Throttle = {
  signIn(attempt: Attempt): Promise<void>
  /** A success takes the failures of this person from this address off the count. */
  signedIn(attempt: Attempt): Promise<void>
  /** Counts a proof of identity by somebody known, and takes it off the count when it succeeds. */
  proving<T>(who: Prover, proof: () => Promise<T>): Promise<T>
  askReset(attempt: Attempt): Promise<void>
  /** Whoever has a new password by mail is not held up by those who guessed the old one. */
  recovered(who: { account: string; email: string }): Promise<void>
  /** The secret of a link is presented: a reset, an invitation. */
  link(address: string): Promise<void>
  setUp(address: string): Promise<void>
  /** Tokens are reported as leaked, so many at once. */
  leaked(address: string, tokens: number): Promise<void>
}

export function createThrottle(): Throttle {
  const limiter = (keyPrefix: string, points: number, minutes: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration: minutes * MINUTE })
  const together = limiter('pair', 10, 15)
  const byAddress = limiter('address', 50, 15)
  // Wide enough that a stranger elsewhere does not lock somebody out, narrow enough for NIST's 100 failures.
  const byEmail = limiter('email', 100, 60)
  const proofTogether = limiter('proof', 10, 15)
  const proofByAccount = limiter('account', 30, 60)
  const resetByAddress = limiter('reset', 20, 15)
  const resetByEmail = limiter('mailbox', 5, 60)
  const linkByAddress = limiter('link', 30, 15)
  const setupByAddress = limiter('setup', 10, 15)
  const leakedByAddress = limiter('leaked', 100, 15)
  const pairOf = ({ email, address }: Attempt) => `${normalise(email)} ${neighbourhood(address)}`
  return {
    async signIn(attempt) {
      await spend(byAddress, neighbourhood(attempt.address))
      await spend(together, pairOf(attempt))
      await spend(byEmail, normalise(attempt.email))
    },
    async signedIn(attempt) {
      await together.delete(pairOf(attempt))
      await byEmail.reward(normalise(attempt.email))
      await byAddress.reward(neighbourhood(attempt.address))
    },
    async proving({ account, address }, proof) {
      const pair = `${account} ${neighbourhood(address)}`
      await spend(proofTogether, pair)
      await spend(proofByAccount, account)
      const proven = await proof()
      await proofTogether.delete(pair)
      await proofByAccount.delete(account)
      return proven
    },
    async askReset({ email, address }) {
      await spend(resetByAddress, neighbourhood(address))
      await spend(resetByEmail, normalise(email))
    },
    async recovered({ account, email }) {
      await byEmail.delete(normalise(email))
      await proofByAccount.delete(account)
    },
    link: (address) => spend(linkByAddress, neighbourhood(address)),
    setUp: (address) => spend(setupByAddress, neighbourhood(address)),
    leaked: (address, tokens) => spend(leakedByAddress, neighbourhood(address), tokens),
  }
}

async function spend(limiter: RateLimiterMemory, key: string, points = 1): Promise<void> {
  try {
    await limiter.consume(key, points)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw new KeywardError('too_many_attempts', {
      retryAfterSeconds,
      detail: `Try again in ${retryAfterSeconds} seconds`,
    })
  }
}

const normalise = (email: string) => email.normalize('NFC').toLowerCase()
