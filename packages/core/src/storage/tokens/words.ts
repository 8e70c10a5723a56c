/** Above every text that starts with the same characters. */
const LAST = '\u{10ffff}'

/** The words of a text as they are compared: letters and digits, NFKC, lower case. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase().normalize('NFC')
  return [...new Set(folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])]
}

/** The range of texts that start with `start`: at or after `from`, before `to`. */
export const startingWith = (start: string): { from: string; to: string } => ({
  from: start,
  to: start + LAST,
})
