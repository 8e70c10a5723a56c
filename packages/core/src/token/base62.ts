import type { Random } from '../world.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = ALPHABET.length

// A byte at or above the largest multiple of 62 is drawn again: taking it would favour the first eight digits.
const FAIR_BELOW = 256 - (256 % BASE)

/** Draws base62 text in which every character is equally likely. */
export function randomBase62(random: Random, length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of random.bytes(length - text.length))
      if (byte < FAIR_BELOW) text += ALPHABET.charAt(byte % BASE)
  return text
}

/** Writes a whole number in base62, padded on the left with `0` to `width`. */
export function encodeBase62(value: number, width: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / BASE)) text = ALPHABET.charAt(rest % BASE) + text
  return text.padStart(width, '0')
}
