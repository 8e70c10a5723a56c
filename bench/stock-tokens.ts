import type { ActorName, OrganizationId } from '@keyward/contract'
import { loadKeyring, openSqliteStore } from '@keyward/core'
import { digestSecret } from '../packages/core/src/keys/keyring.ts'
import { realClock, realRandom, realTimers } from '../packages/core/src/real-world.ts'
import { UNCONDITIONAL } from '../packages/core/src/token/conditions.ts'
import { mintText } from '../packages/core/src/token/format.ts'
import type { SecretRecord, TokenRecord } from '../packages/core/src/token/record.ts'

const SLICE = 2000
const DAY_MS = 24 * 3_600_000

/** Gives an organisation many tokens, written as the storage writes them, but many to a transaction; answers their texts. */
export async function stockTokens(
  { path, keys }: { path: string; keys: string },
  organizationId: OrganizationId,
  count: number,
): Promise<string[]> {
  const store = await openSqliteStore({ path, clock: realClock, timers: realTimers })
  const now = realClock.now()
  const ring = await loadKeyring({ path: keys, store, random: realRandom, now })
  const texts: string[] = []
  for (let done = 0; done < count; done += SLICE)
    await store.transact(async (writes) => {
      for (let n = done; n < Math.min(count, done + SLICE); n++) {
        const minted = mintText(realRandom, 'kw')
        const secret: SecretRecord = {
          tokenId: minted.id,
          version: 1,
          scheme: 'hmac-sha256',
          lookup: null,
          ...digestSecret(ring, minted.id, minted.secret),
          prefix: 'kw',
          tail: minted.tail,
          createdAt: now,
          notAfter: null,
          quietMs: null,
        }
        await writes.tokens.insert({ ...tokenOf(n, now), id: minted.id, organizationId }, secret)
        texts.push(minted.text.reveal())
      }
    })
  await store.close()
  return texts
}

function tokenOf(n: number, now: number): Omit<TokenRecord, 'id' | 'organizationId'> {
  const createdBy: ActorName = { kind: 'host', id: null, name: 'bench' }
  const createdAt = now - (n % 365) * DAY_MS
  return {
    name: `${['deploy', 'report', 'backup', 'import'][n % 4]} token ${n}`,
    description: '',
    owner: { kind: 'organization' },
    createdBy,
    access: n % 3 === 0 ? { kind: 'full_access' } : { kind: 'read_only' },
    ceiling: null,
    conditions: UNCONDITIONAL,
    catalogueRevision: 1,
    status: 'active',
    createdAt,
    updatedAt: createdAt,
    expiresAt: now + (1 + (n % 90)) * DAY_MS,
    revocation: null,
    revision: 1,
    revokeAtSignOut: false,
    approval: null,
    originMemberId: null,
    parentId: null,
  }
}
