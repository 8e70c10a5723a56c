/*
 * The text of a token: kw_7Hd2Lm0QpXv4TzRa_…43 characters…0x9QfA
 *
 *   <prefix> _ <id: 16> _ <secret: 43><checksum: 6>
 *
 * The prefix says whose token this is, so that a leaked one can be recognised, and the underscore (unlike a
 * hyphen) lets a double-click select the whole. The id is public: it finds the row by primary key, names the
 * token in logs and lets a support person say "the one that starts with 7Hd2". The secret alone authenticates;
 * 43 base62 characters hold 256.03 bits. The checksum is the CRC32 of everything before it. It is not a
 * defence: anybody can compute it. It lets a scanner tell a token from a look-alike, and lets us refuse a
 * mistyped or cut one with no I/O, before anything is spent on it.
 *
 * docs/token-format.md and docs/token-format/vectors.json let anybody recompute all this.
 */
import { crc32 } from 'node:zlib'
import type { TokenId } from '@keyward/contract'
import type { Random } from '../world.ts'
import { encodeBase62, randomBase62 } from './base62.ts'
import { Secret } from './secret.ts'

const ID_LENGTH = 16
const SECRET_LENGTH = 43
const CHECKSUM_LENGTH = 6
const TAIL_LENGTH = 4
const LONGEST_PREFIX = 16
const AFTER_PREFIX = 1 + ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH
const LONGEST_TEXT = LONGEST_PREFIX + AFTER_PREFIX

const prefixText = /^[a-z][a-z0-9]{0,15}$/
const bodyText = /^_([0-9A-Za-z]{16})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/** A token just made: its text is shown once and kept nowhere. */
export type MintedText = { id: TokenId; secret: Secret; text: Secret; tail: string }

/** A token text taken apart; its checksum is right, which proves nothing about the secret. */
export type ParsedText = { prefix: string; id: TokenId; secret: Secret }

/** Says whether a text may stand in front of tokens: a lower-case letter, then up to 15 letters or digits. */
export const isPrefix = (text: string): boolean => prefixText.test(text)

/** Makes the text of a new token, or, with `id`, a new value of one that exists. */
export function mintText(random: Random, prefix: string, id?: TokenId): MintedText {
  if (!isPrefix(prefix)) throw new TypeError(`not a token prefix: ${JSON.stringify(prefix)}`)
  const tokenId = id ?? (randomBase62(random, ID_LENGTH) as TokenId)
  const secret = randomBase62(random, SECRET_LENGTH)
  const body = `${prefix}_${tokenId}_${secret}`
  const text = body + checksumOf(body)
  return { id: tokenId, secret: new Secret(secret), text: new Secret(text), tail: text.slice(-TAIL_LENGTH) }
}

/** Takes a token text apart, or answers undefined for anything that is not exactly one. Does no I/O, never throws. */
export function parseText(text: string, prefixes: ReadonlySet<string>): ParsedText | undefined {
  if (typeof text !== 'string' || text.length > LONGEST_TEXT) return undefined
  const prefix = text.slice(0, -AFTER_PREFIX)
  if (!prefixes.has(prefix)) return undefined
  const [, id, secret, checksum] = bodyText.exec(text.slice(prefix.length)) ?? []
  if (id === undefined || secret === undefined) return undefined
  if (checksum !== checksumOf(text.slice(0, -CHECKSUM_LENGTH))) return undefined
  return { prefix, id: id as TokenId, secret: new Secret(secret) }
}

const checksumOf = (body: string): string => encodeBase62(crc32(body), CHECKSUM_LENGTH)
