import type { OutputOf, ParsedOf, Permission } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { effectivePermissions } from '../../permission/effective.ts'
import type { Actor, StoredToken } from '../../ports.ts'
import { partsOf } from '../../token/parts.ts'
import type { Deps } from '../deps.ts'
import { instant } from '../instant.ts'
import { readableToken } from '../tokens/readable-token.ts'

/** Says which of its permissions a token has used, and which never. */
export async function getTokenPermissions(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'getTokenPermissions'>,
): Promise<OutputOf<'getTokenPermissions'>> {
  const { stored, index } = await readableToken(deps, actor, tokenId)
  const { tokens, usage } = deps.store.reads
  const uses = await usage.permissions(actor.organizationId, tokenId)
  const shrink = await tokens.shrink(actor.organizationId, tokenId)
  const used = new Map(uses.map(({ permission, ...use }) => [permission, use]))
  return {
    granted: [...grantedNow(stored, index)].sort().map((permission) => {
      const use = used.get(permission)
      return {
        permission,
        used: use ? { count: use.count, firstAt: instant(use.firstAt), lastAt: instant(use.lastAt) } : null,
      }
    }),
    observedSince: instant(stored.token.createdAt),
    shrunk: shrink ? { at: instant(shrink.at), by: shrink.by, before: shrink.access } : null,
  }
}

/** What a token may do now. */
export const grantedNow = (stored: StoredToken, index: CatalogueIndex): ReadonlySet<Permission> =>
  effectivePermissions(partsOf(stored), index, stored.organization.home)
