import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'
import type { TokenId } from '@keyward/contract'
import type { SecretRecord } from '../token/record.ts'
import type { Secret } from '../token/secret.ts'
import type { Random } from '../world.ts'

export const KEY_PURPOSES = ['token', 'session', 'seal', 'audit'] as const
export type KeyPurpose = (typeof KEY_PURPOSES)[number]

export const KEY_BYTES = 32

/** One key. `current` makes new digests and seals; `retired` still checks what it made. */
export type KeyEntry = {
  version: number
  bytes: Uint8Array
  /** Epoch milliseconds. */
  createdAt: number
  state: 'current' | 'retired'
}

/** Which keys there are, by purpose: exactly one current key for each, versions unique within it. */
export type KeyringData = { readonly [P in KeyPurpose]: readonly KeyEntry[] }

type Key = KeyEntry & { object: KeyObject }

/** The installation's keys. Prints and serialises as `[keyring]`; `entries` and `encodeKeyring` are the ways in. */
export class Keyring {
  readonly #keys: { readonly [P in KeyPurpose]: readonly Key[] }

  constructor(data: KeyringData) {
    const prepared = (purpose: KeyPurpose) =>
      data[purpose].map((entry) => ({ ...entry, object: createSecretKey(entry.bytes) }))
    this.#keys = {
      token: prepared('token'),
      session: prepared('session'),
      seal: prepared('seal'),
      audit: prepared('audit'),
    }
  }

  entries(purpose: KeyPurpose): readonly KeyEntry[] {
    return this.#keys[purpose].map(({ object, ...entry }) => entry)
  }

  /** HMAC-SHA-256 under one key; undefined when the ring holds no such version. */
  hmac(purpose: KeyPurpose, version: number, text: string): Buffer | undefined {
    const key = this.#keys[purpose].find((candidate) => candidate.version === version)
    return key && createHmac('sha256', key.object).update(text).digest()
  }

  toString(): string {
    return '[keyring]'
  }

  toJSON(): string {
    return '[keyring]'
  }

  [inspect.custom](): string {
    return '[keyring]'
  }
}

/** Makes a first key for every purpose. */
export function createKeyring(random: Random, now: number): Keyring {
  const first = (): KeyEntry[] => [newKey(random, 1, now)]
  return new Keyring({ token: first(), session: first(), seal: first(), audit: first() })
}

export function currentKey(ring: Keyring, purpose: KeyPurpose): KeyEntry {
  const key = ring.entries(purpose).find((entry) => entry.state === 'current')
  if (!key) throw new TypeError(`the keyring holds no current ${purpose} key`)
  return key
}

export const keyOfVersion = (ring: Keyring, purpose: KeyPurpose, version: number): KeyEntry | undefined =>
  ring.entries(purpose).find((entry) => entry.version === version)

/** Puts a new current key in the place of the old one, which is kept to check what it made. */
export function rotateKey(ring: Keyring, purpose: KeyPurpose, random: Random, now: number): Keyring {
  const old = ring.entries(purpose)
  const retired = old.map((entry): KeyEntry => ({ ...entry, state: 'retired' }))
  const next = newKey(random, Math.max(...old.map((entry) => entry.version)) + 1, now)
  return new Keyring({ ...dataOf(ring), [purpose]: [...retired, next] })
}

/** What the database keeps to recognise these keys: `purpose/version` → 16 hex digits that tell nothing of the key. */
export function fingerprints(ring: Keyring): Record<string, string> {
  const prints: Record<string, string> = {}
  for (const purpose of KEY_PURPOSES)
    for (const { version, bytes } of ring.entries(purpose)) {
      const name = `${purpose}/${version}`
      const hash = createHash('sha256').update(`keyward key fingerprint ${name}\n`).update(bytes)
      prints[name] = hash.digest('hex').slice(0, 16)
    }
  return prints
}

/** Makes what is stored of a secret, under the current `token` key. */
export function digestSecret(
  ring: Keyring,
  id: TokenId,
  secret: Secret,
): { digest: string; pepperVersion: number } {
  const { version } = currentKey(ring, 'token')
  const digest = ring.hmac('token', version, id + secret.reveal())
  if (!digest) throw new TypeError(`the keyring holds no token key ${version}`)
  return { digest: digest.toString('base64url'), pepperVersion: version }
}

/** Says in constant time whether a secret is the one that was stored; a key that is gone matches nothing. */
export function matchesSecret(ring: Keyring, record: SecretRecord, secret: Secret): boolean {
  const digest = ring.hmac('token', record.pepperVersion, record.tokenId + secret.reveal())
  const stored = Buffer.from(record.digest, 'base64url')
  return digest !== undefined && digest.length === stored.length && timingSafeEqual(digest, stored)
}

export const dataOf = (ring: Keyring): KeyringData => ({
  token: ring.entries('token'),
  session: ring.entries('session'),
  seal: ring.entries('seal'),
  audit: ring.entries('audit'),
})

const newKey = (random: Random, version: number, now: number): KeyEntry => ({
  version,
  bytes: Uint8Array.from(random.bytes(KEY_BYTES)),
  createdAt: now,
  state: 'current',
})
