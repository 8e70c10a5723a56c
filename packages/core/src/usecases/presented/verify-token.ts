import {
  type OrganizationId,
  type OutputOf,
  type ParsedOf,
  permission,
  type Verdict,
} from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'

const VERIFY = permission('keyward', 'tokens', 'verify')

/** Judges a token for a service: its own organisation's tokens, or any from the home organisation. */
export async function verifyToken(
  deps: Deps,
  actor: Actor,
  check: ParsedOf<'verifyToken'>,
): Promise<OutputOf<'verifyToken'>> {
  const judge = await judgeFor(deps, actor)
  return judge(check)
}

/** What judges for a service that may have tokens judged. @throws KeywardError `permission_missing` */
export async function judgeFor(
  deps: Deps,
  actor: Actor,
): Promise<(check: ParsedOf<'verifyToken'>) => Promise<Verdict>> {
  const within = await withinReach(deps, actor)
  const requestId = actor.context?.requestId
  return ({ token, need, also, address, agent }) =>
    deps.verifier.verify(token, { need, also, address, agent, requestId, within })
}

/** Tells a service what a token is. A question, not a call: it spends nothing of a rate limit or usage cap. */
export async function inspectToken(deps: Deps, actor: Actor, text: string): Promise<Verdict> {
  const within = await withinReach(deps, actor)
  return deps.verifier.verify(text, { requestId: actor.context?.requestId, within, spends: false })
}

/** Whose tokens a service may ask about: one organisation's, or, undefined, everybody's. @throws KeywardError `permission_missing` */
export async function withinReach(deps: Deps, actor: Actor): Promise<OrganizationId | undefined> {
  if (actor.kind === 'token' && actor.admitted?.has(VERIFY)) actor.exercise?.(VERIFY)
  else await readAs(deps, actor, VERIFY)
  return actor.organizationId === (await deps.home()) ? undefined : actor.organizationId
}
