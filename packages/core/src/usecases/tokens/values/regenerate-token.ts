import { KeywardError, type OutputOf, type ParsedOf } from '@keyward/contract'
import { digestSecret } from '../../../keys/keyring.ts'
import type { Actor, StoredToken } from '../../../ports.ts'
import { mintText } from '../../../token/format.ts'
import type { SecretRecord } from '../../../token/record.ts'
import { settleEarlier } from '../../change/after-earlier.ts'
import { type Change, change } from '../../change/change.ts'
import { once } from '../../change/once.ts'
import type { Deps } from '../../deps.ts'
import { requireReach } from '../../rights/reach.ts'
import type { Rights } from '../../rights/rights.ts'
import { expiryOf, mintedBefore } from '../granting/generate-token.ts'
import { requireCoverage } from '../granting/grant-access.ts'
import { requirePolicy } from '../granting/require-policy.ts'
import { requireSpan } from '../granting/settle-conditions.ts'
import { amended, lockToken, nextStatus, subjectOf } from '../move-token.ts'
import { presentToken } from '../present-token.ts'

/** Replaces a token's secret; the old value stops now, or after the grace period. */
export const regenerateToken = (
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'regenerateToken'>,
): Promise<OutputOf<'regenerateToken'>> =>
  regenerate(deps, actor, input, (rights, { token }) => requireReach(rights, token.owner, 'regenerate'))

/** The same, for whoever passes a check. */
export async function regenerate(
  deps: Deps,
  actor: Actor,
  input: ParsedOf<'regenerateToken'>,
  requireRight: (rights: Rights, stored: StoredToken) => void,
): Promise<OutputOf<'regenerateToken'>> {
  if (input.closeWhenQuietMs !== undefined && input.graceMs === 0) throw noGrace()
  const { value, receipt } = await change(deps, actor, (making) =>
    once(making, actor, {
      operation: 'regenerateToken',
      input,
      async make() {
        const stored = await lockToken(making, input.tokenId)
        requireRight(making.rights, stored)
        requireCurrent(stored, actor)
        return { madeId: input.tokenId, value: await replaceSecret(deps, making, stored, input) }
      },
      again: (madeId) => mintedBefore(making, madeId, (stored) => requireRight(making.rights, stored)),
    }),
  )
  // A retried regeneration answers only once the first is in force everywhere.
  return { ...value, receipt: 'replayed' in value ? await settleEarlier(deps) : receipt }
}

/** The regenerating step on a locked row. */
async function replaceSecret(
  deps: Deps,
  making: Change,
  stored: StoredToken,
  { tokenId, graceMs, closeWhenQuietMs, duration }: ParsedOf<'regenerateToken'>,
) {
  const { writes, rights, index, now } = making
  nextStatus(stored, 'regenerate', now)
  requireCoverage(rights, stored, index)
  const minted = mintText(deps.random, deps.prefix, tokenId)
  const fresh: SecretRecord = {
    tokenId,
    version: (stored.secrets[0]?.version ?? 0) + 1,
    scheme: 'hmac-sha256',
    lookup: null,
    ...digestSecret(deps.keys, tokenId, minted.secret),
    prefix: deps.prefix,
    tail: minted.tail,
    createdAt: now,
    notAfter: null,
    quietMs: null,
  }
  const secrets = [fresh, ...outgoing(stored, graceMs, closeWhenQuietMs ?? null, now)]
  const token = amended(
    stored.token,
    now,
    duration === undefined ? {} : { expiresAt: expiryOf(duration, now) },
  )
  requireSpan(token.conditions, token.expiresAt)
  requirePolicy(rights, { ...token, secretAt: now })
  await writes.tokens.putSecrets(tokenId, secrets)
  await writes.tokens.update(token)
  making.stale({ kind: 'token', key: tokenId }, 'narrowing')
  const regenerated = { ...stored, token, secrets }
  making.tell({
    kind: 'token.regenerated',
    subject: subjectOf(token),
    facts: { graceMs, closeWhenQuietMs: closeWhenQuietMs ?? null, expiresAt: token.expiresAt },
    about: { token: regenerated, before: stored },
  })
  return { token: presentToken(regenerated, index, now), plaintext: minted.text.reveal() }
}

/** A value that was replaced lives as long as it was given: it renews neither itself nor its token. */
function requireCurrent({ token, secrets }: StoredToken, actor: Actor): void {
  if (actor.kind !== 'token' || actor.tokenId !== token.id) return
  if (secrets.some(({ version, notAfter }) => version === actor.version && notAfter === null)) return
  throw new KeywardError('value_replaced', {
    detail:
      'Regenerate with the value that took its place; if that is lost, somebody with the right regenerates the token.',
    token: { id: token.id, name: token.name },
  })
}

const noGrace = () =>
  new KeywardError('request_invalid', {
    detail: 'Without a grace period the old value stops at once: there is nothing to close when quiet.',
    fields: [{ path: 'closeWhenQuietMs', message: 'give graceMs besides' }],
  })

/**
 * The value that is being replaced. Inside a grace, the oldest value goes. One that stops at once is kept too: whoever
 * still comes with it is refused, and the token's page tells of them.
 */
function outgoing(
  { secrets }: StoredToken,
  graceMs: number,
  quietMs: number | null,
  now: number,
): SecretRecord[] {
  const current = secrets.find((secret) => secret.notAfter === null)
  return current ? [{ ...current, notAfter: now + graceMs, quietMs }] : []
}
