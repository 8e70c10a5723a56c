import { type FieldFault, KeywardError } from '@keyward/contract'

const DEEPEST = 64
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs

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

function findFault(text: string): FieldFault | undefined {
  const frames: Frame[] = []
  for (const [part] of text.matchAll(token)) {
    const frame = frames.at(-1)
    if (part === '{' || part === '[') {
      if (frames.length === DEEPEST)
        return { path: pathOf(frames), message: `nested more than ${DEEPEST} deep` }
      frames.push({ keys: part === '{' ? new Set() : undefined, expectsKey: part === '{', step: 0 })
    } else if (part === '}' || part === ']') frames.pop()
    else if (frame && part === ',') {
      frame.expectsKey = frame.keys !== undefined
      if (typeof frame.step === 'number') frame.step += 1
    } else if (frame?.expectsKey && part.startsWith('"')) {
      const key = String(JSON.parse(part))
      frame.step = key
      frame.expectsKey = false
      if (frame.keys?.has(key)) return { path: pathOf(frames), message: 'this field came twice' }
      frame.keys?.add(key)
    }
  }
  return undefined
}

const pathOf = (frames: readonly Frame[]) => frames.map((frame) => frame.step).join('.')
