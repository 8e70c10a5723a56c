import { KeywardError } from '@keyward/contract'

const COMMON = [
  'password',
  'passphrase',
  'passwort',
  'letmein',
  'welcome',
  'qwerty',
  'qwertz',
  'asdfgh',
  'admin',
  'keyward',
  'secret',
  'iloveyou',
  'monkey',
  'dragon',
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  '1234567890',
]
const FEWEST_CHARACTERS = 6
const FEWEST_LEFT = 8

/** What somebody who guesses knows of a person. */
export type Known = { name: string; email: string; organization: string }

/** Says why a password of sufficient length is still easily guessed; undefined: it is not. */
export function weaknessOf(password: string, known: Known): string | undefined {
  const text = password.normalize('NFKC').toLowerCase()
  if (new Set(text).size < FEWEST_CHARACTERS) return 'it repeats the same few characters'
  const words = [known.name, known.email, known.organization].flatMap(wordsOf)
  const rest = [...COMMON, ...words]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), text)
  if (rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < FEWEST_LEFT)
    return 'it is made of common words, or of names that go with you'
  return undefined
}

/** @throws KeywardError `password_weak`, at the field */
export function requireStrong(password: string, known: Known, path: string): void {
  const weakness = weaknessOf(password, known)
  if (weakness === undefined) return
  throw new KeywardError('password_weak', {
    detail: `The password is too easily guessed: ${weakness}`,
    fields: [{ path, message: weakness }],
  })
}

const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
