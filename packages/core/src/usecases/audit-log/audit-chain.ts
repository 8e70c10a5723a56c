import { type AuditChain, type Permission, permission } from '@keyward/contract'
import type { ChainId } from '../../audit/event.ts'
import type { Actor } from '../../ports.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { requirePermission } from '../rights/rights.ts'

const INSTALLATION = permission('keyward', 'installation', 'read')

/**
 * The chain that an actor asks for, if they may read it.
 * @throws KeywardError `permission_missing`; outside the home organisation nobody holds what the installation's takes
 */
export async function readableChain(
  deps: Deps,
  actor: Actor,
  chain: AuditChain,
  needed: Permission,
): Promise<ChainId> {
  const { rights } = await readAs(deps, actor, needed)
  if (chain === 'organization') return actor.organizationId
  requirePermission(rights, INSTALLATION)
  return 'installation'
}
