import { AccessInput, KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { CatalogueIndex } from '../../catalogue/index-of.ts'
import { intersectRules } from '../../permission/effective.ts'
import type { Rule } from '../../permission/rule.ts'
import type { Actor } from '../../ports.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requireReach } from '../rights/reach.ts'
import { ceilingOf } from '../tokens/granting/generate-token.ts'
import { grantAccess } from '../tokens/granting/grant-access.ts'
import { requireEditPolicy } from '../tokens/granting/require-policy.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../tokens/move-token.ts'
import { presentToken } from '../tokens/present-token.ts'

/** Gives a token back what it could do before it was shrunk, by somebody who could grant that today. */
export async function undoShrink(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'undoShrink'>,
): Promise<OutputOf<'undoShrink'>> {
  const { value } = await change(deps, actor, async (making) => {
    const { writes, rights, index, now } = making
    const stored = await lockToken(making, tokenId)
    requireReach(rights, stored.token.owner, 'update')
    nextStatus(stored, 'update', now)
    const shrink = await writes.tokens.shrink(rights.organization.id, tokenId)
    if (!shrink) throw new KeywardError('nothing_to_undo')
    const input = AccessInput.parse(shrink.access)
    const { access, role } = await grantAccess(making, input, stored.token.owner)
    const ceiling = bothCeilings(shrink.ceiling, ceilingOf(rights, stored.token.owner), index)
    const token = amended(stored.token, now, { access, ceiling })
    const undone = { ...stored, token, roles: { ...stored.roles, access: role } }
    requireEditPolicy(making, stored, undone, { approved: true })
    await writes.tokens.update(token)
    await writes.tokens.forgetShrink(tokenId)
    making.stale({ kind: 'token', key: tokenId }, 'widening')
    making.tell({
      kind: 'token.updated',
      subject: subjectOf(token),
      facts: { how: 'shrink_undone', before: { access: stored.token.access }, after: { access } },
      about: { token: undone, before: stored },
    })
    return presentToken(undone, index, now)
  })
  return { token: value }
}

/** Bounded by who made it, and by who gives it back. */
function bothCeilings(a: Rule | null, b: Rule | null, index: CatalogueIndex): Rule | null {
  if (a === null || b === null) return a ?? b
  return intersectRules(a, b, index)
}
