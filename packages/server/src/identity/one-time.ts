import { hash } from 'node:crypto'
import { type Random, Secret } from '@keyward/core'
import type { IdentityDatabase } from './tables.ts'

const SECRET_BYTES = 32

/** Where one-time secrets of a kind are kept, and how long they live. */
export type OneTimeKind = {
  table: 'auth_pending_sign_in' | 'auth_password_reset'
  lifeMs: number
}

export type OneTimeSecret = { secret: Secret; expiresAt: number }

/** Secrets that stand for a person, are found by their hash alone, and are taken once. */
export type OneTimeSecrets = {
  issue(userId: string): Promise<OneTimeSecret>
  /** Whose it is, while it is good. */
  find(secret: string): Promise<string | undefined>
  /** The same, and it is no longer good: of several who take it at once, one does. */
  take(secret: string): Promise<string | undefined>
  /** Forgets all of a person's. */
  forget(userId: string): Promise<void>
}

type Deps = { database: IdentityDatabase; random: Random; now(): number }

export function createOneTimeSecrets(
  { database, random, now }: Deps,
  { table, lifeMs }: OneTimeKind,
): OneTimeSecrets {
  return {
    async issue(userId) {
      const secret = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url')
      const expiresAt = now() + lifeMs
      await database.deleteFrom(table).where('expiresAt', '<=', now()).execute()
      await database
        .insertInto(table)
        .values({ id: keptHash(secret), userId, expiresAt })
        .execute()
      return { secret: new Secret(secret), expiresAt }
    },
    async find(secret) {
      const row = await database
        .selectFrom(table)
        .select('userId')
        .where('id', '=', keptHash(secret))
        .where('expiresAt', '>', now())
        .executeTakeFirst()
      return row?.userId
    },
    async take(secret) {
      const row = await database
        .deleteFrom(table)
        .where('id', '=', keptHash(secret))
        .where('expiresAt', '>', now())
        .returning('userId')
        .executeTakeFirst()
      return row?.userId
    },
    async forget(userId) {
      await database.deleteFrom(table).where('userId', '=', userId).execute()
    },
  }
}

/** 256 random bits need no slow hash. */
const keptHash = (secret: string): string => hash('sha256', `keyward one-time secret ${secret}`)
