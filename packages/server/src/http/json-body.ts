import { type FieldFault, KeywardError } from '@keyward/contract'

const DEEPEST = 64
const MOST_FIELDS = 1000
type Frame = { keys: Set<string> | undefined; expectsKey: boolean; step: string | number }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a JSON body from its bytes.
 * @throws KeywardError `request_invalid`
 */
export function decodeJsonBody(bytes: Uint8Array): unknown {
  try {
    return parseJsonBody(utf8.decode(bytes))
  } catch (error) {
    if (error instanceof KeywardError) throw error
    throw new KeywardError('request_invalid', { detail: 'The body is not UTF-8' })
  }
}

/**
 * Parses a JSON body; an empty one is undefined. A key that comes twice is refused: two readers would see two requests.
 * @throws KeywardError `request_invalid`
 */
export function parseJsonBody(text: string): unknown {
  if (text.trim() === '') return undefined
  const value = parseJson(text)
  const fault = findFault(text)
  if (fault)
    throw new KeywardError('request_invalid', { detail: `${fault.path}: ${fault.message}`, fields: [fault] })
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const fields = [{ path: '', message: 'expected JSON' }]
    throw new KeywardError('request_invalid', { detail: 'The body is not JSON', fields })
  }
}

/** Walks text that is known to be JSON, looking only at its brackets, commas and keys. */
function findFault(text: string): FieldFault | undefined {
  const frames: Frame[] = []
  for (let at = 0; at < text.length; at++) {
    const frame = frames.at(-1)
    const sign = text[at]
    if (sign === '{' || sign === '[') {
      if (frames.length === DEEPEST)
        return { path: pathOf(frames), message: `nested more than ${DEEPEST} deep` }
      frames.push({ keys: sign === '{' ? new Set() : undefined, expectsKey: sign === '{', step: 0 })
    } else if (sign === '}' || sign === ']') frames.pop()
    else if (frame && sign === ',') {
      frame.expectsKey = frame.keys !== undefined
      if (typeof frame.step === 'number') frame.step += 1
    } else if (sign === '"') {
      const end = endOfString(text, at)
      if (frame?.keys && frame.expectsKey) {
        const key = keyOf(text.slice(at, end + 1))
        frame.step = key
        frame.expectsKey = false
        if (frame.keys.has(key)) return { path: pathOf(frames), message: 'this field came twice' }
        frame.keys.add(key)
        if (frame.keys.size > MOST_FIELDS)
          return { path: pathOf(frames.slice(0, -1)), message: `more than ${MOST_FIELDS} fields` }
      }
      at = end
    }
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
}

const keyOf = (quoted: string): string =>
  quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)

const pathOf = (frames: readonly Frame[]) => frames.map((frame) => frame.step).join('.')
