import { faultsOf, KeywardError } from '@keyward/contract'
import { z } from 'zod'
import { KEY_BYTES, KEY_PURPOSES, type KeyEntry, type KeyPurpose, Keyring } from './keyring.ts'

const bytesText = z
  .base64('expected base64')
  .refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, `expected ${KEY_BYTES} bytes in base64`)

const StoredKey = z.strictObject({
  purpose: z.enum(KEY_PURPOSES),
  version: z.int().min(1),
  key: bytesText,
  createdAt: z.iso.datetime(),
  state: z.enum(['current', 'retired']),
})
type StoredKey = z.infer<typeof StoredKey>

const StoredKeyring = z.strictObject({ format: z.literal(1), keys: z.array(StoredKey) })

/** Writes a keyring as the JSON text of `keys.json`: the keys in the clear. */
export function encodeKeyring(ring: Keyring): string {
  const keys = KEY_PURPOSES.flatMap((purpose) => ring.entries(purpose).map((entry) => stored(purpose, entry)))
  return `${JSON.stringify({ format: 1, keys }, null, 2)}\n`
}

/**
 * Reads a keyring from its JSON text. No fault repeats what the text held.
 * @throws KeywardError `keys_invalid`
 */
export function decodeKeyring(text: string): Keyring {
  const parsed = StoredKeyring.safeParse(jsonOf(text))
  if (!parsed.success) {
    const fields = faultsOf(parsed.error)
    throw invalid(fields.map(({ path, message }) => `${path || 'the text'}: ${message}`).join('; '))
  }
  const { keys } = parsed.data
  return new Keyring({
    token: entriesOf(keys, 'token'),
    session: entriesOf(keys, 'session'),
    seal: entriesOf(keys, 'seal'),
    audit: entriesOf(keys, 'audit'),
  })
}

function entriesOf(keys: readonly StoredKey[], purpose: KeyPurpose): KeyEntry[] {
  const own = keys.filter((key) => key.purpose === purpose)
  const current = own.filter((key) => key.state === 'current').length
  if (current !== 1) throw invalid(`expected one current ${purpose} key, found ${current}`)
  if (new Set(own.map((key) => key.version)).size < own.length)
    throw invalid(`two ${purpose} keys have the same version`)
  return own.map(({ version, key, createdAt, state }) => ({
    version,
    bytes: Uint8Array.from(Buffer.from(key, 'base64')),
    createdAt: Date.parse(createdAt),
    state,
  }))
}

const stored = (purpose: KeyPurpose, { version, bytes, createdAt, state }: KeyEntry): StoredKey => ({
  purpose,
  version,
  key: Buffer.from(bytes).toString('base64'),
  createdAt: new Date(createdAt).toISOString(),
  state,
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which holds keys.
    throw invalid('the text is not JSON')
  }
}

const invalid = (detail: string) =>
  new KeywardError('keys_invalid', { detail: `The keys cannot be read: ${detail}` })
