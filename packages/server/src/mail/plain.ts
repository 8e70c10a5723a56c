const HIDDEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2064\u2066\u2067\ufeff]+/gu
const ISOLATES = /[\u2068\u2069]/g
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** Text on one line: no line breaks, no control characters, and no direction characters but our own (`nameIn`). */
export const line = (text: string): string => text.replaceAll(HIDDEN, ' ').replaceAll(/ +/g, ' ').trim()

/** The same for a header, which takes none at all. */
export const headerLine = (text: string): string => line(text.replaceAll(ISOLATES, ''))

/** A name as it may stand in a sentence: one that is written from right to left turns nothing around it. */
export function nameIn(text: string): string {
  const name = headerLine(text)
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}
