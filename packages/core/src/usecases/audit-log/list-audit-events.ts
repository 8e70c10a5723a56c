import { type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { Actor, AuditPageQuery } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { readableChain } from './audit-chain.ts'
import { auditPage } from './audit-page.ts'

/** Lists what was changed, the newest first, a page at a time. */
export async function listAuditEvents(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'listAuditEvents'>,
): Promise<OutputOf<'listAuditEvents'>> {
  const chain = await readableChain(deps, actor, input.chain, permission('keyward', 'audit-log', 'read'))
  const where: Omit<AuditPageQuery, 'limit' | 'after'> = {
    subjectId: input.tokenId,
    actorId: input.actorId,
    kinds: input.kind,
    from: input.from === undefined ? undefined : Date.parse(input.from),
    to: input.to === undefined ? undefined : Date.parse(input.to),
  }
  return auditPage(deps, chain, where, input)
}
