import { KeywardError } from '@keyward/contract'
import type { Deps } from './deps.ts'

/**
 * Lets "already revoked" and "no such token" be answers that a caller can trust as they would the first success:
 * whoever retries a revocation whose answer was lost hears them only once that revocation is in force everywhere.
 */
export async function afterEarlier<T>({ store, verifier }: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof KeywardError && isEarlier(error)) {
      const seen = await store.transact(async () => undefined)
      await verifier.settle({ ...seen, narrowing: true })
    }
    throw error
  }
}

const isEarlier = ({ code, details }: KeywardError): boolean =>
  code === 'token_not_found' || (code === 'move_not_allowed' && details.state === 'revoked')
