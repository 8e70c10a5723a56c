import { KeywardError, type Receipt } from '@keyward/contract'
import type { Deps } from '../deps.ts'

/**
 * Lets "already revoked", "no such token" and "no such member" be answers that a caller can trust as they would the first success:
 * whoever retries a revocation whose answer was lost hears them only once that revocation is in force everywhere.
 */
export async function afterEarlier<T>(deps: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof KeywardError && isEarlier(error)) await settleEarlier(deps)
    throw error
  }
}

/** Waits until every narrowing change that was committed before this call is in force everywhere. */
export async function settleEarlier({ store, verifier }: Deps): Promise<Receipt> {
  const seen = await store.transact(async () => undefined)
  return verifier.settle({ ...seen, narrowing: true })
}

const isEarlier = ({ code, details }: KeywardError): boolean =>
  code === 'token_not_found' ||
  code === 'member_not_found' ||
  code === 'selection_changed' ||
  (code === 'move_not_allowed' && details.state === 'revoked')
