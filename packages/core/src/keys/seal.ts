import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Secret } from '../token/secret.ts'
import type { Random } from '../world.ts'
import { currentKey, type Keyring, keyOfVersion } from './keyring.ts'

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals text under the current `seal` key: `<key version>.<base64url of nonce ‖ ciphertext ‖ tag>`.
 * `place` says where it is kept, so that nobody moves it from one row to another.
 */
export function seal(ring: Keyring, random: Random, text: string, place: string): string {
  const { version, bytes } = currentKey(ring, 'seal')
  const iv = random.bytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, bytes, iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${version}.${sealed.toString('base64url')}`
}

/** Opens what was sealed for this place; undefined when it was altered, moved, or its key is gone. */
export function unseal(ring: Keyring, sealed: string, place: string): Secret | undefined {
  const [version = '', text = ''] = sealed.split('.')
  const key = keyOfVersion(ring, 'seal', Number(version))
  const bytes = Buffer.from(text, 'base64url')
  if (!key || bytes.length < IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(CIPHER, key.bytes, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
    return new Secret(Buffer.concat([opened, decipher.final()]).toString('utf8'))
  } catch {
    return undefined
  }
}
