import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { Actor } from '../ports.ts'
import type { Deps } from './deps.ts'
import { requirePermission, rightsToRead } from './rights.ts'

const VERIFY = permission('keyward', 'tokens', 'verify')

/** Judges a token for a service: its own organisation's tokens, or any from the home organisation. */
export async function verifyToken(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'verifyToken'>,
): Promise<OutputOf<'verifyToken'>> {
  const admitted = actor.kind === 'token' && actor.admitted?.has(VERIFY)
  if (!admitted) {
    const index = await deps.catalogue.current()
    requirePermission(await rightsToRead(deps.store.reads, actor, index, deps.clock.now()), VERIFY)
  }
  const { token, need, address, agent } = input
  const within = actor.organizationId === (await deps.home()) ? undefined : actor.organizationId
  return deps.verifier.verify(token, { need, address, agent, requestId: actor.context?.requestId, within })
}
