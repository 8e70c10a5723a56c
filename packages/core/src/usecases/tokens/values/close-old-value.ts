import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import { decideClosing } from '../../../lifecycle/closing.ts'
import type { Actor, StoredToken } from '../../../ports.ts'
import type { SecretRecord } from '../../../token/record.ts'
import { breathe } from '../../breathe.ts'
import { type Change, change, changeWith } from '../../change/change.ts'
import type { Deps } from '../../deps.ts'
import { NOBODYS_RIGHTS } from '../../rights/nobody.ts'
import { requireReach } from '../../rights/reach.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { maskOfSecret, presentToken } from '../present-token.ts'
import { twoValues, versionRows } from './two-values.ts'

const TOKENS_AT_ONCE = 100
const SYSTEM = { kind: 'system', id: null, name: 'Closing when quiet' } as const
/** Ends a grace period by hand: from now on only the current value is let through. */
export async function closeOldValue(
  deps: Deps,
  actor: Actor,
  { tokenId }: ParsedOf<'closeOldValue'>,
): Promise<OutputOf<'closeOldValue'>> {
  const { value, receipt } = await change(deps, actor, async (making) => {
    const stored = await lockToken(making, tokenId)
    requireReach(making.rights, stored.token.owner, 'regenerate')
    nextStatus(stored, 'close', making.now)
    const old = oldValue(stored, making.now)
    if (!old)
      throw new KeywardError('move_not_allowed', {
        detail: 'This API token has one value only: there is no old one to close.',
        state: stored.token.status,
        token: { id: tokenId, name: stored.token.name },
      })
    const closed = await closeLocked(making, stored, old, 'by_hand')
    return presentToken(closed, making.index, making.now)
  })
  return { token: value, receipt }
}

/** Closes the old values that were to be closed when quiet, and are. */
export async function closeQuietValues(deps: Deps): Promise<void> {
  const { store, clock, timers } = deps
  for (const { organizationId, id } of await store.reads.tokens.closable(clock.now(), TOKENS_AT_ONCE)) {
    const stored = await store.reads.tokens.find(organizationId, id)
    const traffic = await store.reads.usage.versions(organizationId, id)
    if (stored && isQuiet(stored, traffic, clock.now())) await closeByItself(deps, stored)
    await breathe(timers)
  }
}

async function closeByItself(deps: Deps, { organization, token }: StoredToken): Promise<void> {
  await changeWith(
    deps,
    {},
    async () => ({ ...NOBODYS_RIGHTS, name: SYSTEM, organization }),
    async (making) => {
      const stored = await making.writes.tokens.lock(organization.id, token.id)
      const traffic = await making.writes.usage.versions(organization.id, token.id)
      const old = stored && oldValue(stored, making.now)
      // Whatever happened since: somebody else closed, revoked or used it.
      if (!old || stored.token.status !== 'active' || !isQuiet(stored, traffic, making.now)) return
      await closeLocked(making, stored, old, 'quiet')
    },
  )
}

function isQuiet(stored: StoredToken, traffic: Parameters<typeof versionRows>[1], now: number): boolean {
  const two = twoValues(versionRows(stored, traffic, now))
  const quietMs = oldValue(stored, now)?.quietMs ?? null
  return two !== null && quietMs !== null && decideClosing(two, quietMs, now).safe
}

const oldValue = ({ secrets }: StoredToken, now: number): SecretRecord | undefined =>
  secrets.find(({ notAfter }) => notAfter !== null && notAfter > now)

/** The closing step on a locked row. The value is kept as one that has stopped, so that its latecomers are told of. */
async function closeLocked(
  { writes, now, stale, tell }: Change,
  stored: StoredToken,
  old: SecretRecord,
  how: 'by_hand' | 'quiet',
): Promise<StoredToken> {
  const token = amended(stored.token, now, {})
  const secrets = stored.secrets.map((secret) => (secret === old ? { ...old, notAfter: now } : secret))
  await writes.tokens.putSecrets(token.id, secrets)
  await writes.tokens.update(token)
  stale({ kind: 'token', key: token.id }, 'narrowing')
  tell({
    kind: 'token.value_closed',
    subject: subjectOf(token),
    facts: { how, masked: maskOfSecret(old, token) },
  })
  return { ...stored, token, secrets }
}
