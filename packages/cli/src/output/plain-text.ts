const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/**
 * Makes text from elsewhere harmless on a terminal: control and direction characters are written out (`\x1b`), so that
 * a name moves no cursor and hides nothing.
 */
export const plainText = (text: string): string =>
  text.replace(HIDDEN, (character) => {
    const point = character.codePointAt(0) ?? 0
    return point < 256 ? `\\x${hex(point, 2)}` : `\\u${hex(point, 4)}`
  })

/** The same for text of several lines, whose line breaks stand. */
export const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n')

const hex = (point: number, digits: number) => point.toString(16).padStart(digits, '0')
