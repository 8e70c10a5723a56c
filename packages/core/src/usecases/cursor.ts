import { KeywardError } from '@keyward/contract'

type IdShape<Id> = { safeParse(raw: unknown): { success: true; data: Id } | { success: false } }

/** Writes the place after a row as opaque text: where the next page begins. */
export const writeCursor = (...place: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/**
 * Reads a place back; `placeOf` answers undefined for what is no place in this list.
 * @throws KeywardError `cursor_invalid`
 */
export function readCursor<P>(text: string, placeOf: (parts: readonly unknown[]) => P | undefined): P {
  const parts = parse(text)
  const place = Array.isArray(parts) ? placeOf(parts) : undefined
  if (place !== undefined) return place
  throw new KeywardError('cursor_invalid', { detail: 'Ask for the first page again, without a cursor.' })
}

/** A place in a list by name. @throws KeywardError `cursor_invalid` */
export const readNameCursor = <Id extends string>(
  text: string,
  shape: IdShape<Id>,
): { name: string; id: Id } =>
  readCursor(text, ([name, id, ...more]) => {
    const parsed = shape.safeParse(id)
    if (typeof name !== 'string' || !parsed.success || more.length > 0) return undefined
    return { name, id: parsed.data }
  })

/** A place in a list by creation. @throws KeywardError `cursor_invalid` */
export const readTimeCursor = <Id extends string>(
  text: string,
  shape: IdShape<Id>,
): { createdAt: number; id: Id } =>
  readCursor(text, ([createdAt, id, ...more]) => {
    const parsed = shape.safeParse(id)
    if (!isWhole(createdAt) || !parsed.success || more.length > 0) return undefined
    return { createdAt, id: parsed.data }
  })

/** One engine compares a fraction with an integer column, the other refuses it. */
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}
