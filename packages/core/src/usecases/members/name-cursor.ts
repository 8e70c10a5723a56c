import { KeywardError } from '@keyward/contract'

/** Writes the place after a row of a list by name as opaque text. */
export const encodeNameCursor = ({ name, id }: { name: string; id: string }): string =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url')

/** @throws KeywardError `cursor_invalid` */
export function decodeNameCursor<Id extends string>(
  text: string,
  isId: { safeParse(raw: unknown): { success: true; data: Id } | { success: false } },
): { name: string; id: Id } {
  const raw = readJson(text)
  const [name, id]: unknown[] = Array.isArray(raw) && raw.length === 2 ? raw : []
  const parsed = isId.safeParse(id)
  if (typeof name === 'string' && parsed.success) return { name, id: parsed.data }
  throw new KeywardError('cursor_invalid', { detail: 'Ask for the first page again, without a cursor.' })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}
