const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu

/**
 * Makes text from elsewhere harmless on a terminal: control, direction and invisible characters are written out (`\x1b`), so that
 * a name moves no cursor and hides nothing.
 */
export const plainText = (text: string): string =>
  text.replace(HIDDEN, (character) => {
    const point = character.codePointAt(0) ?? 0
    if (point < 0x100) return `\\x${hex(point, 2)}`
    return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\u{${hex(point, 4)}}`
  })

/** The same for text of several lines, whose line breaks stand. */
export const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n')

const hex = (point: number, digits: number) => point.toString(16).padStart(digits, '0')
