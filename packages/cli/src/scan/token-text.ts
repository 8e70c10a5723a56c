/** A token text that somebody found: its checksum is right. The text itself goes no further than its mask. */
export type FoundToken = { at: number; length: number; id: string; masked: string }

/** The longest text of a token, and how far one may reach into what comes next. */
export const LONGEST_TOKEN = 16 + 1 + 16 + 1 + 49

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LONGEST_PREFIX = 16
// Begins at the first underscore, which is rare: what stands before it is looked at only where the rest fits.
const BODY = /_([0-9A-Za-z]{16})_[0-9A-Za-z]{43}([0-9A-Za-z]{6})/g

/**
 * Finds every token in a text of single-byte characters, whatever it stands in: the checksum decides, so that
 * `x=kw_…` and `…%20` around one hide nothing and a look-alike is left alone.
 */
export function findTokens(text: string, prefixes?: ReadonlySet<string>): FoundToken[] {
  const found: FoundToken[] = []
  BODY.lastIndex = 0
  for (let match = BODY.exec(text); match; match = BODY.exec(text)) {
    const [body, id = '', checksum = ''] = match
    const prefix = prefixBefore(text, match.index, body, prefixes)
    if (prefix === undefined) BODY.lastIndex = match.index + 1
    else
      found.push({
        at: match.index - prefix.length,
        length: prefix.length + body.length,
        id,
        masked: `${prefix}_${id.slice(0, 4)}…${checksum.slice(-4)}`,
      })
  }
  return found
}

/** The prefix under which the checksum is right; undefined when there is none. */
function prefixBefore(
  text: string,
  end: number,
  body: string,
  prefixes: ReadonlySet<string> | undefined,
): string | undefined {
  const signed = body.slice(0, -6)
  const checksum = body.slice(-6)
  const [before = ''] = /[a-z0-9]*$/.exec(text.slice(Math.max(0, end - LONGEST_PREFIX), end)) ?? []
  for (let start = before.length - 1; start >= 0; start--) {
    const prefix = before.slice(start)
    if (prefix < 'a' || (prefixes && !prefixes.has(prefix))) continue
    if (checksumOf(prefix + signed) === checksum) return prefix
  }
  return undefined
}

/** The CRC32 of a text, as the token format writes it: six characters of base62. */
export function checksumOf(text: string): string {
  let rest = crc32(text)
  let written = ''
  for (let digit = 0; digit < 6; digit++) {
    written = ALPHABET.charAt(rest % 62) + written
    rest = Math.floor(rest / 62)
  }
  return written
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest
})

/** Written out: the platform's own came with Node 20.15, and the shell runs on any 20. */
function crc32(text: string): number {
  let sum = 0xffffffff
  for (let at = 0; at < text.length; at++) {
    const entry = TABLE[(sum ^ text.charCodeAt(at)) & 0xff] ?? 0
    sum = (sum >>> 8) ^ entry
  }
  return (sum ^ 0xffffffff) >>> 0
}
