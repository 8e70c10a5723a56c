import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { KeywardError } from '@keyward/contract'
import { createKeyring, fingerprints, type KeyPurpose, type Keyring, rotateKey } from '../keys/keyring.ts'
import { decodeKeyring, encodeKeyring } from '../keys/keyring-text.ts'
import type { Random, Store, Writes } from '../ports.ts'

export type KeysFile = { path: string; store: Pick<Store, 'transact'>; random: Random; now: number }

type Prints = Readonly<Record<string, string>>

/**
 * Reads the installation's keys, and makes them at the very first start. They must be the keys that the database knows:
 * keys are never made for a database that has seen others.
 * @throws KeywardError `keys_lost`, `keys_mismatch`, `keys_invalid`, each with the way to recover
 */
export async function loadKeyring({ path, store, random, now }: KeysFile): Promise<Keyring> {
  const file = resolve(path)
  // Processes that start at once meet here one after the other, and the second finds the first one's keys.
  const { value } = await store.transact(async (writes) => {
    const known = await knownPrints(writes)
    const ring = readKeys(file) ?? makeKeys(file, known, random, now)
    const found = fingerprints(ring)
    requireSame(file, known ?? {}, found)
    if (!sameText(known, found)) await writes.installation.put('key_fingerprints', JSON.stringify(found))
    return ring
  })
  return value
}

/**
 * Takes the installation's keys from a text that is kept elsewhere, such as the environment, under the same check.
 * @throws KeywardError `keys_mismatch`, `keys_invalid`
 */
export async function adoptKeyring({
  text,
  store,
}: {
  text: string
  store: Pick<Store, 'transact'>
}): Promise<Keyring> {
  const ring = decodeKeyring(text)
  await store.transact(async (writes) => {
    const known = await knownPrints(writes)
    const found = fingerprints(ring)
    requireSame('the setting', known ?? {}, found)
    if (!sameText(known, found)) await writes.installation.put('key_fingerprints', JSON.stringify(found))
  })
  return ring
}

/**
 * Puts a new current key of one purpose in the keys file; the old one stays to check what it made. Processes that
 * already run do not know the new key, so none may.
 * @throws KeywardError `keys_lost`, `keys_mismatch`, `keys_invalid`, `data_dir_unusable`
 */
export async function rotateKeysFile(
  purpose: KeyPurpose,
  { path, store, random, now }: KeysFile,
): Promise<Keyring> {
  const file = resolve(path)
  const { value } = await store.transact(async (writes) => {
    const known = (await knownPrints(writes)) ?? {}
    const ring = readKeys(file)
    if (!ring) throw new KeywardError('keys_lost', { detail: `There is no keys file ${file} to rotate.` })
    requireSame(file, known, fingerprints(ring))
    const rotated = rotateKey(ring, purpose, random, now)
    replaceKeys(file, rotated, random)
    await writes.installation.put('key_fingerprints', JSON.stringify(fingerprints(rotated)))
    return rotated
  })
  return value
}

async function knownPrints(writes: Writes): Promise<Prints | undefined> {
  const text = await writes.installation.get('key_fingerprints')
  return text === undefined ? undefined : JSON.parse(text)
}

function readKeys(file: string): Keyring | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) return undefined
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new KeywardError('keys_invalid', {
      detail: `Others on this machine may open ${file}. Run: chmod 600 ${file}`,
    })
  return decodeKeyring(textOf(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const detail = `${file} cannot be read. Let this user read it.`
    throw new KeywardError('keys_invalid', { detail }, { cause })
  }
}

function replaceKeys(file: string, ring: Keyring, random: Random): void {
  const temporary = `${file}.${Buffer.from(random.bytes(8)).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, encodeKeyring(ring), { mode: 0o600, flag: 'wx', flush: true })
    renameSync(temporary, file)
    syncFolder(dirname(file))
  } catch (cause) {
    rmSync(temporary, { force: true })
    const detail = `The keys cannot be written to ${file}. Let this user write in that folder.`
    throw new KeywardError('data_dir_unusable', { detail }, { cause })
  }
}

function makeKeys(file: string, known: Prints | undefined, random: Random, now: number): Keyring {
  if (known)
    throw new KeywardError('keys_lost', {
      detail: `The database belongs to keys that are not at ${file}. Put the keys file back from its backup; without it no token can be verified.`,
    })
  const ring = createKeyring(random, now)
  const temporary = `${file}.${Buffer.from(random.bytes(8)).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, encodeKeyring(ring), { mode: 0o600, flag: 'wx', flush: true })
    // Unlike a rename, a link never takes the place of keys that are there already.
    linkSync(temporary, file)
    syncFolder(dirname(file))
  } catch (cause) {
    const detail = `The keys cannot be written to ${file}. Let this user write in that folder.`
    throw new KeywardError('data_dir_unusable', { detail }, { cause })
  } finally {
    rmSync(temporary, { force: true })
  }
  return ring
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Every key that the database knows must be there, and be the same; the file may hold more, after a rotation. */
function requireSame(file: string, known: Prints, found: Prints): void {
  const strange = Object.keys(known).filter((name) => known[name] !== found[name])
  if (strange.length > 0)
    throw new KeywardError('keys_mismatch', {
      detail: `The keys in ${file} are not those of this database (${strange.join(', ')}). Put this database's own keys file there, or name the database that these keys belong to.`,
    })
}

const sameText = (known: Prints | undefined, found: Prints): boolean =>
  known !== undefined && Object.keys(found).every((name) => known[name] === found[name])
