import { KeywardError } from '@keyward/contract'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const MINUTE = 60

type Attempt = { email: string; address: string }

/** Slows down whoever guesses passwords or setup codes. Counts in memory; a restart forgets. */
export type Throttle = {
  /** @throws KeywardError `too_many_attempts`, with the seconds to wait */
  signIn(attempt: Attempt): Promise<void>
  /** A success takes the failures of this person from this address off the count. */
  signedIn(attempt: Attempt): Promise<void>
  /** @throws KeywardError `too_many_attempts`, with the seconds to wait */
  setUp(address: string): Promise<void>
}

export function createThrottle(): Throttle {
  const together = new RateLimiterMemory({ keyPrefix: 'pair', points: 10, duration: 15 * MINUTE })
  const byAddress = new RateLimiterMemory({ keyPrefix: 'address', points: 50, duration: 15 * MINUTE })
  // Wide enough that a stranger elsewhere does not lock somebody out, narrow enough for NIST's 100 failures.
  const byEmail = new RateLimiterMemory({ keyPrefix: 'email', points: 100, duration: 60 * MINUTE })
  const setupByAddress = new RateLimiterMemory({ keyPrefix: 'setup', points: 10, duration: 15 * MINUTE })
  const pairOf = ({ email, address }: Attempt) => `${normalise(email)} ${address}`
  return {
    async signIn(attempt) {
      await spend(byAddress, attempt.address)
      await spend(together, pairOf(attempt))
      await spend(byEmail, normalise(attempt.email))
    },
    async signedIn(attempt) {
      await together.delete(pairOf(attempt))
      await byEmail.reward(normalise(attempt.email))
      await byAddress.reward(attempt.address)
    },
    setUp: (address) => spend(setupByAddress, address),
  }
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
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
