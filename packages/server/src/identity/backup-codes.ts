import { hash, timingSafeEqual } from 'node:crypto'
import type { Random } from '@keyward/core'

/** 32 signs that nobody mixes up: a byte's low five bits choose one, so ten signs are 50 bits. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const HOW_MANY = 10
const LENGTH = 10

/** Codes for the day the phone is gone, each good once: `ABCDE-FGHJK`. */
export const newBackupCodes = (random: Random): string[] =>
  Array.from({ length: HOW_MANY }, () => {
    const signs = [...random.bytes(LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('')
    return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`
  })

/** What is kept of codes: their hashes, as text to be sealed. */
export const keptCodes = (codes: readonly string[]): string => JSON.stringify(codes.map(codeHash))

/** How many codes are left. */
export const countCodes = (kept: string): number => hashesIn(kept).length

/** What is kept after one code was used; undefined when it is none of them. */
export function takeCode(kept: string, code: string): string | undefined {
  const used = Buffer.from(codeHash(code))
  const hashes = hashesIn(kept)
  const left = hashes.filter((candidate) => !timingSafeEqual(Buffer.from(candidate), used))
  return left.length < hashes.length ? JSON.stringify(left) : undefined
}

const hashesIn = (kept: string): string[] => JSON.parse(kept)

/** However it was typed: small letters, spaces and dashes do not matter. */
const codeHash = (code: string): string =>
  hash('sha256', `keyward backup code ${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`)
