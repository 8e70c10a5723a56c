import type { TextFault } from '@keyward/contract'
import { parseText } from './format.ts'

const CHECKED = /^[0-9A-Za-z]{49}$/
const ID = /^[0-9A-Za-z]{16}$/
const LENGTH_AFTER_ID = 49

/** Which part of a text keeps it from being a token's; undefined where none does. The first that is wrong is told. */
export function findTextFault(text: string, prefixes: ReadonlySet<string>): TextFault | undefined {
  if (parseText(text, prefixes)) return undefined
  const [prefix = '', id, rest, ...more] = text.split('_')
  if (!prefixes.has(prefix)) return 'prefix'
  if (id === undefined || rest === undefined || more.length > 0) return 'shape'
  if (!ID.test(id)) return 'id'
  if (rest.length !== LENGTH_AFTER_ID) return 'length'
  return CHECKED.test(rest) ? 'checksum' : 'secret'
}
