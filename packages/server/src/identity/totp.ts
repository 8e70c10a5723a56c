/*
 * Time-based one-time passwords (RFC 6238): what every authenticator app computes. SHA-1, six digits, 30 seconds are
 * what all of them understand; SHA-1's weakness is collisions, which do not help against an HMAC.
 *
 * A code is good for its own step and one on either side, since clocks differ and people type slowly. It is good once:
 * whoever checks remembers the step of the last code that was taken, and only later steps are looked at.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_MS = 30_000
const DIGITS = 6
const DRIFT_STEPS = 1
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Whether text has the form of a code; spaces, as apps show them, aside. */
export const isTotpCode = (text: string): boolean => /^\d{6}$/.test(text)

/** The code of a step under a secret. */
export function totpAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

export const stepAt = (now: number): number => Math.floor(now / STEP_MS)

/** The step whose code this is, among those that count now and are later than `after`; undefined: none. */
export function findStep(secret: Uint8Array, code: string, now: number, after: number): number | undefined {
  const current = stepAt(now)
  let found: number | undefined
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
    const same = timingSafeEqual(Buffer.from(totpAt(secret, step)), Buffer.from(code))
    if (same && step > after) found ??= step
  }
  return found
}

/** A secret as people type it into an app (RFC 4648 base32, without padding). */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** The address that an authenticator app reads from a QR code. */
export function otpauthUri(issuer: string, account: string, secret: Uint8Array): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const facts = new URLSearchParams({
    secret: toBase32(secret),
    issuer,
    digits: String(DIGITS),
    period: '30',
  })
  return `otpauth://totp/${label}?${facts}`
}
