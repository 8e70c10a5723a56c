import { KeywardError, type OutputOf, type ParsedOf, permission } from '@keyward/contract'
import type { Actor } from '../../ports.ts'
import { change } from '../change/change.ts'
import type { Deps } from '../deps.ts'
import { readAs } from '../rights/read-as.ts'
import { type Rights, requirePermission } from '../rights/rights.ts'

/** Tells a person what of their own they have muted. */
export async function getNoticePreferences(
  deps: Deps,
  actor: Actor,
): Promise<OutputOf<'getNoticePreferences'>> {
  const { rights } = await readAs(deps, actor)
  const member = personOf(rights)
  const muted = await deps.store.reads.notices.muted(actor.organizationId, [member.id])
  return { muted: [...(muted.get(member.id) ?? [])] }
}

/** Mutes what concerns a person alone. A token cannot: a stolen one would silence what tells of it. */
export async function updateNoticePreferences(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'updateNoticePreferences'>,
): Promise<OutputOf<'updateNoticePreferences'>> {
  const { value } = await change(deps, actor, async ({ writes, rights, tell }) => {
    const { id, name } = personOf(rights)
    const muted = [...new Set(input.muted)].sort()
    await writes.notices.mute(rights.organization.id, id, muted)
    tell({ kind: 'notices.muted', subject: { kind: 'member', id, name }, facts: { muted } })
    return { muted }
  })
  return value
}

function personOf(rights: Rights) {
  requirePermission(rights, permission('keyward', 'personal-tokens', 'read'))
  const { member, token } = rights
  if (member && !token) return member
  throw new KeywardError('session_required', { detail: 'These are a person’s own: sign in to change them.' })
}
