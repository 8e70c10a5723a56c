import { type Access, KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import type { Actor, StoredToken } from '../../ports.ts'
import { type Change, change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { requireReach } from '../rights/reach.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../tokens/move-token.ts'
import { presentToken } from '../tokens/present-token.ts'
import { grantedNow } from './get-token-permissions.ts'

type Input = ParsedOf<'shrinkToken'>

/** Takes away every permission that a token has never used, and keeps what it held to undo that. */
export async function shrinkToken(deps: Deps, actor: Actor, input: Input): Promise<OutputOf<'shrinkToken'>> {
  // A use of the last seconds must not be taken for none.
  await deps.flush()
  const { value, receipt } = await change(deps, actor, async (making) => {
    const { writes, rights, index, now } = making
    const stored = await lockToken(making, input.tokenId)
    requireReach(rights, stored.token.owner, 'update')
    nextStatus(stored, 'update', now)
    const access = await usedAccess(making, stored, input)
    const { access: before, ceiling } = stored.token
    const token = amended(stored.token, now, { access })
    const shrunk = { ...stored, token }
    await writes.tokens.update(token)
    await writes.tokens.putShrink({ tokenId: token.id, access: before, ceiling, at: now, by: rights.name })
    making.stale({ kind: 'token', key: token.id }, 'narrowing')
    making.tell({
      kind: 'token.updated',
      subject: subjectOf(token),
      facts: { how: 'shrunk', before: { access: before }, after: { access } },
      about: { token: shrunk, before: stored },
    })
    return presentToken(shrunk, index, now)
  })
  return { token: value, receipt }
}

/** @throws KeywardError `nothing_used`, `nothing_unused` */
async function usedAccess(
  { writes, index }: Change,
  stored: StoredToken,
  { allowEmpty }: Input,
): Promise<Access> {
  const { organizationId, id, name } = stored.token
  const uses = await writes.usage.permissions(organizationId, id)
  const used = new Set(uses.map(({ permission }) => permission))
  const granted = grantedNow(stored, index)
  const scopes = [...granted].filter((permission) => used.has(permission)).sort()
  if (scopes.length === granted.size)
    throw new KeywardError(granted.size > 0 ? 'nothing_unused' : 'nothing_used', { token: { id, name } })
  if (scopes.length === 0 && !allowEmpty)
    throw new KeywardError('nothing_used', {
      detail: `“${name}” has used none of its ${granted.size} permissions: it would be left without any.`,
      token: { id, name },
    })
  return { kind: 'custom', scopes }
}
