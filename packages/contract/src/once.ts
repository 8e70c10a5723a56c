import { z } from 'zod'

/** What a caller names one request by, so that it can be sent again without being carried out again. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'expected 1 to 255 visible ASCII characters without spaces')
export type IdempotencyKey = z.infer<typeof IdempotencyKey>

/** The header of operations that are carried out once for each key. */
export const OnceHeaders = z.strictObject({
  idempotencyKey: IdempotencyKey.optional().describe(
    'Your own name for this request, such as a UUID. Sent again under it within 24 hours, the request is not carried out again, and what is shown once is not shown again.',
  ),
})

/** The header that carries a field of `headers`: `idempotencyKey` travels as `Idempotency-Key`. */
export const headerOf = (field: string): string =>
  field.replaceAll(/(?:^|(?=[A-Z]))[a-zA-Z]/g, (letter) => `-${letter.toUpperCase()}`).slice(1)
