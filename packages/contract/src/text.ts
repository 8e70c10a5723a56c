import { z } from 'zod'

const LONGEST = 200
const hidden = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff]/u
/** What is not seen makes two names look like one. Joiners and variation selectors shape letters and emoji: those may stand. */
const unseen = /(?!\p{Join_Control}|\p{Variation_Selector}|\u034f)\p{Default_Ignorable_Code_Point}/u
const visible = /[^\p{Default_Ignorable_Code_Point}\p{Z}\u2800]/u

/** A name that people read: NFC, trimmed, inner spaces collapsed, 1 to 200 characters, no control, direction or invisible characters. */
export const displayName = (wanted: string) =>
  z
    .string()
    .max(1000, 'a name has at most 200 characters')
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, wanted)
        .refine((text) => [...text].length <= LONGEST, 'a name has at most 200 characters')
        .refine((text) => !hidden.test(text) && !unseen.test(text), {
          error: 'a name holds no control or text-direction characters',
        })
        .refine((text) => text === '' || visible.test(text), wanted),
    )

/** The same for a line that may stay empty, which is then null. */
export const optionalLine = z
  .string()
  .max(1000, 'at most 200 characters')
  .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim() || null)
  .pipe(
    z
      .string()
      .refine((text) => [...text].length <= LONGEST, 'at most 200 characters')
      .refine((text) => !hidden.test(text) && !unseen.test(text), {
        error: 'no control or text-direction characters',
      })
      .nullable(),
  )
  .nullable()

/** Lines of text: NFC, trimmed; line breaks may stand in it, other control and direction characters may not. */
export const prose = (what: string, longest: number) =>
  z
    .string()
    .max(longest, `${what} has at most ${longest} characters`)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z.string().refine((text) => !hidden.test(text.replace(/[\n\t]/g, '')), {
        error: `${what} holds no control or text-direction characters`,
      }),
    )
