import { KeywardError } from '@keyward/contract'
import type { Random, Secret } from '@keyward/core'
import { countCodes, keptCodes, newBackupCodes, takeCode } from './backup-codes.ts'
import type { User } from './library.ts'
import type { IdentityDatabase, IdentityTables } from './tables.ts'
import { findStep, isTotpCode, otpauthUri, toBase32 } from './totp.ts'

const SECRET_BYTES = 20
/** Wrong codes in a row after which only a backup code is taken (NIST SP 800-63B-4 §3.2.2). */
const MOST_FAILURES = 100
const ISSUER = 'Keyward'
const NONE_LEFT = '[]'

/** Seals what must be read back, bound to where it is kept. */
export type Vault = {
  seal(text: string, place: string): string
  unseal(sealed: string, place: string): Secret | undefined
}

/** A second factor in use: since when, and how many backup codes are left. */
export type SecondFactor = { since: number; backupCodes: number }

/** One-time codes from an app, and backup codes for when it is gone. */
export type SecondFactors = {
  of(userId: string): Promise<SecondFactor | undefined>
  /** Begins: a new secret, for the person alone. @throws KeywardError `second_factor_on` */
  begin(user: User): Promise<{ secret: string; uri: string }>
  /** Puts it in force, once a first code shows that the app has it. @throws KeywardError `second_factor_off`, `second_factor_wrong` */
  confirm(userId: string, code: string): Promise<string[]>
  /** Takes a code of the app or a backup code; each is good once. @throws KeywardError `second_factor_off`, `second_factor_wrong` */
  take(userId: string, code: string): Promise<void>
  /** New backup codes in place of the old. @throws KeywardError `second_factor_off` */
  renewBackupCodes(userId: string): Promise<string[]>
  remove(userId: string): Promise<void>
  /** Starts counting wrong codes anew. */
  forgive(userId: string): Promise<void>
}

type Row = IdentityTables['auth_second_factor']
type Deps = { database: IdentityDatabase; vault: Vault; random: Random; now(): number }

export function createSecondFactors({ database, vault, random, now }: Deps): SecondFactors {
  const secretPlace = (userId: string) => `second factor of ${userId}`
  const codesPlace = (userId: string) => `backup codes of ${userId}`

  const rowOf = (userId: string): Promise<Row | undefined> =>
    database.selectFrom('auth_second_factor').selectAll().where('id', '=', userId).executeTakeFirst()
  const inForce = async (userId: string): Promise<Row> => {
    const row = await rowOf(userId)
    if (row?.confirmedAt == null) throw new KeywardError('second_factor_off')
    return row
  }
  const change = (userId: string, changes: Partial<Omit<Row, 'id'>>) =>
    database.updateTable('auth_second_factor').set(changes).where('id', '=', userId)

  /** Takes a code and writes what goes with it, unless the code or the secret was overtaken meanwhile. */
  const takeTotp = async (row: Row, code: string, also: Partial<Row> = {}): Promise<boolean> => {
    const secret = Buffer.from(open(row.secret, secretPlace(row.id)), 'base64url')
    const step = findStep(secret, code, now(), row.lastStep)
    if (step === undefined) return false
    const taken = change(row.id, { ...also, lastStep: step, failures: 0 })
      .where('lastStep', '<', step)
      .where('secret', '=', row.secret)
    return (await taken.executeTakeFirst()).numUpdatedRows > 0n
  }
  const takeBackup = async (row: Row, code: string): Promise<boolean> => {
    const left = takeCode(open(row.backupCodes, codesPlace(row.id)), code)
    if (left === undefined) return false
    const backupCodes = vault.seal(left, codesPlace(row.id))
    const taken = change(row.id, { backupCodes, failures: 0 }).where('backupCodes', '=', row.backupCodes)
    return (await taken.executeTakeFirst()).numUpdatedRows > 0n
  }
  const refuse = async (row: Row): Promise<never> => {
    await database
      .updateTable('auth_second_factor')
      .set((eb) => ({ failures: eb('failures', '+', 1) }))
      .where('id', '=', row.id)
      .execute()
    throw new KeywardError('second_factor_wrong')
  }
  const open = (sealed: string, place: string): string => {
    const opened = vault.unseal(sealed, place)
    if (!opened) throw new TypeError(`the ${place} cannot be unsealed with the keys of this server`)
    return opened.reveal()
  }
  const newCodes = (userId: string) => {
    const codes = newBackupCodes(random)
    return { codes, backupCodes: vault.seal(keptCodes(codes), codesPlace(userId)) }
  }

  return {
    async of(userId) {
      const row = await rowOf(userId)
      if (row?.confirmedAt == null) return undefined
      return { since: row.confirmedAt, backupCodes: countCodes(open(row.backupCodes, codesPlace(userId))) }
    },
    async begin({ id, email }) {
      const secret = Buffer.from(random.bytes(SECRET_BYTES))
      const fresh = {
        secret: vault.seal(secret.toString('base64url'), secretPlace(id)),
        backupCodes: vault.seal(NONE_LEFT, codesPlace(id)),
        confirmedAt: null,
        lastStep: 0,
        failures: 0,
      }
      const begun = await database
        .insertInto('auth_second_factor')
        .values({ id, ...fresh })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(fresh).where('auth_second_factor.confirmedAt', 'is', null),
        )
        .returning('id')
        .executeTakeFirst()
      if (!begun) throw new KeywardError('second_factor_on')
      return { secret: toBase32(secret), uri: otpauthUri(ISSUER, email, secret) }
    },
    async confirm(userId, code) {
      const row = await rowOf(userId)
      if (!row) throw new KeywardError('second_factor_off', { detail: 'Begin with a new secret first.' })
      if (row.confirmedAt !== null) throw new KeywardError('second_factor_on')
      const { codes, backupCodes } = newCodes(userId)
      const confirmed = isTotpCode(code) && (await takeTotp(row, code, { confirmedAt: now(), backupCodes }))
      if (!confirmed) throw new KeywardError('second_factor_wrong')
      return codes
    },
    async take(userId, typed) {
      const row = await inForce(userId)
      const code = typed.replaceAll(/[\s-]/g, '')
      if (isTotpCode(code)) {
        if (row.failures >= MOST_FAILURES)
          throw new KeywardError('second_factor_wrong', {
            detail: 'Too many wrong codes in a row: use a backup code, or reset your password first.',
          })
        if (await takeTotp(row, code)) return
      } else if (await takeBackup(row, code)) return
      await refuse(row)
    },
    async renewBackupCodes(userId) {
      await inForce(userId)
      const { codes, backupCodes } = newCodes(userId)
      await change(userId, { backupCodes }).execute()
      return codes
    },
    async remove(userId) {
      await database.deleteFrom('auth_second_factor').where('id', '=', userId).execute()
    },
    async forgive(userId) {
      await change(userId, { failures: 0 }).execute()
    },
  }
}
