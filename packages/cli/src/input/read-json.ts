import { wrongUsage } from '../stop.ts'

/** Reads JSON that somebody gave; `what` names it. @throws Stop, without repeating the text */
export function readJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrongUsage(
      `${what} is no JSON`,
      'Text in JSON stands in double quotes; a shell takes the whole in single ones.',
    )
  }
}

/** Reads a JSON object. @throws Stop */
export function readJsonObject(text: string, what: string): Record<string, unknown> {
  const value = readJson(text, what)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw wrongUsage(`${what} is JSON, but no object`, 'Give one such as {"name": "CI"}.')
}
