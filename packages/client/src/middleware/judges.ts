import type { PermissionText } from '@keyward/contract'
import type { RouteVerifier, Verifier } from '../verifier/verifier.ts'
import { type Admission, type Asking, admit, type GuardOptions, needOf } from './admit.ts'

/** Decides on a request. */
export type Decide = (asking: Asking) => Promise<Admission>

/** Decides by what a route was declared to need. @throws TypeError if that is no permission */
export function decideByNeed(
  verifier: Verifier,
  asked: PermissionText | undefined,
  options: GuardOptions,
): Decide {
  const need = needOf(asked)
  return (asking) => {
    const facts = { need, address: asking.address, agent: asking.agent, requestId: asking.requestId ?? null }
    return admit(asking, options, (text) => verifier.verifyNow?.(text, facts) ?? verifier.verify(text, facts))
  }
}

/** Decides by what the catalogue says that the request's route needs. */
export const decideByRoute =
  (verifier: RouteVerifier, options: GuardOptions): Decide =>
  (asking) => {
    const { method, host, target, address, agent, requestId = null } = asking
    const request = { method, host, target, address, agent, requestId }
    return admit(
      asking,
      options,
      (text) => verifier.verifyRequestNow?.(text, request) ?? verifier.verifyRequest(text, request),
    )
  }
