import type { ActorName, OrganizationId, RevokeReason } from '@keyward/contract'
import type { Json } from '../../audit/event.ts'
import { matchesSecret } from '../../keys/keyring.ts'
import { decideMove } from '../../lifecycle/moves.ts'
import type { Actor, RequestContext, Writes } from '../../ports.ts'
import { type ParsedText, parseText } from '../../token/format.ts'
import type { TokenFacts } from '../../token/record.ts'
import { settleEarlier } from '../change/after-earlier.ts'
import { changeWith } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { NOBODYS_RIGHTS } from '../rights/nobody.ts'
import { readAs } from '../rights/read-as.ts'
import { revokeLocked } from '../tokens/revoking/revoke-token.ts'
import { withinReach } from './verify-token.ts'

/** By whom and why a token is revoked whose text somebody has presented. */
type Ending = {
  by: ActorName
  reason: RevokeReason
  /** Only tokens of this organisation are known. */
  within?: OrganizationId | undefined
  context?: RequestContext | undefined
  facts?: { readonly [key: string]: Json }
}

const LEAK_REPORT = { kind: 'system', id: null, name: 'leak report' } as const

/** Revokes, for a service, a token that was presented to it. Of what became of it nothing is told (RFC 7009). */
export async function revokeForService(deps: Deps, actor: Actor, text: string): Promise<void> {
  const within = await withinReach(deps, actor)
  const { rights } = await readAs(deps, actor)
  await revokePresented(deps, text, { by: rights.name, reason: 'not_needed', within, context: actor.context })
}

/** Revokes as compromised every token among these texts, wherever it was found. Of what became of them nothing is told. */
export async function reportLeaked(
  deps: Deps,
  texts: readonly string[],
  { foundAt, context }: { foundAt?: string | undefined; context?: RequestContext | undefined },
): Promise<void> {
  const facts = foundAt === undefined ? {} : { foundAt }
  for (const text of new Set(texts))
    await revokePresented(deps, text, { by: LEAK_REPORT, reason: 'compromised', context, facts })
}

/**
 * Revokes the token whose text this is, if it is one's: whoever presents it may end it. When it returns, that token is
 * refused everywhere, whoever revoked it and whenever.
 */
async function revokePresented(deps: Deps, text: string, ending: Ending): Promise<void> {
  const parsed = parseText(text, deps.prefixes)
  const facts = parsed && (await deps.store.reads.tokens.factsOf(parsed.id))
  if (!facts || !isIts(deps, facts, parsed, deps.clock.now())) return
  const { organizationId, id } = facts.token
  if (ending.within !== undefined && ending.within !== organizationId) return
  const { by: name, reason, context, facts: told } = ending
  const rightsNow = async (writes: Writes) => {
    const organization = (await writes.organizations.get(organizationId)) ?? facts.organization
    return { ...NOBODYS_RIGHTS, name, organization }
  }
  const { value: revoked } = await changeWith(deps, { context }, rightsNow, async (making) => {
    const stored = await making.writes.tokens.lock(organizationId, id)
    if (!stored || !isIts(deps, stored, parsed, making.now)) return false
    const move = reason === 'compromised' ? 'compromise' : 'revoke'
    if ('refused' in decideMove(stored.token, move, making.now)) return false
    await revokeLocked(making, stored, { reason, by: name, batchId: null, facts: told })
    return true
  })
  if (!revoked) await settleEarlier(deps)
}

const isIts = ({ keys }: Deps, { secrets }: TokenFacts, { secret }: ParsedText, now: number): boolean =>
  secrets.some(
    (record) => (record.notAfter === null || record.notAfter > now) && matchesSecret(keys, record, secret),
  )
