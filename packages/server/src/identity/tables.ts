import type { Kysely } from 'kysely'

/** What identity keeps itself, beside the library's tables. Instants are epoch milliseconds. */
export type IdentityTables = {
  /** One for each person who has begun to use one; `id` is the person's. */
  auth_second_factor: {
    id: string
    /** Sealed. */
    secret: string
    /** Hashes of the codes that are left, sealed. */
    backupCodes: string
    /** Null until the first code has been given. */
    confirmedAt: number | null
    /** The time step of the last code that was taken: none is taken twice. */
    lastStep: number
    /** Wrong codes in a row. */
    failures: number
  }
  /** Sign-ins whose second step is still to come; `id` is the hash of what the browser holds. */
  auth_pending_sign_in: { id: string; userId: string; expiresAt: number }
  /** Links by which a password can be set anew; `id` is the hash of the link's secret. */
  auth_password_reset: { id: string; userId: string; expiresAt: number }
}

export type IdentityDatabase = Kysely<IdentityTables>
