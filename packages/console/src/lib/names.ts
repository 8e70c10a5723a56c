import type { AnyToken } from '@keyward/contract'

/** A name as the server keeps it: NFC, trimmed, inner spaces collapsed. */
export const normalizeName = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name as it may stand in a sentence: one that is written from right to left turns nothing around it. */
export const apart = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name)

/** What must be typed to confirm an act on a token: its name, with its last four characters where live tokens share it. */
export const confirmationOf = (token: AnyToken, shared: boolean): string =>
  shared ? `${token.name} ${token.masked.slice(-4)}` : token.name

/** A name as a search for its words, within what a search may hold. */
export function searchOf(name: string): string {
  let search = ''
  for (const word of name.split(' ')) {
    const longer = search ? `${search} ${word}` : word
    if (longer.length > 200) break
    search = longer
  }
  return search || name.slice(0, 200)
}
