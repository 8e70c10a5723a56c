import { KeywardError } from '@keyward/contract'
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'

const LENGTH = 32 * 1024 * 1024
const ALIASES = 1000

/**
 * Parses the text of an API description, JSON or YAML 1.2.
 * @throws KeywardError `catalogue_invalid`, with the line
 */
export function parseDescription(text: string): unknown {
  if (text.length > LENGTH)
    throw invalid(
      '',
      `The description has ${Math.round(text.length / 1024 ** 2)} MB; at most 32 MB are read. Leave out its examples, or import it as several APIs`,
    )
  const bare = text.replace(/^\ufeff/, '')
  if (bare.trim() === '') throw invalid('', 'The description is empty')
  return /^\s*[{[]/.test(bare) ? parseJson(bare) : parseYaml(bare)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    const at = placeOf(told, text)
    const message = `${told.replace(/ in JSON at position.*$/s, '').replace(/,? ?(\.\.\.)?".*is not valid JSON$/s, '')}: this is no whole JSON document; is it cut off?`
    throw invalid(at === undefined ? '' : placeIn(text, at), message)
  }
}

/** Where the engine's message says that JSON breaks; it gives a position, or only the text around one. */
function placeOf(told: string, text: string): number | undefined {
  const [, position] = /at position (\d+)/.exec(told) ?? []
  if (position !== undefined) return Number(position)
  if (/end of JSON input/.test(told)) return text.trimEnd().length
  const [, ahead, around] = /, (\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(told) ?? []
  if (around === undefined) return undefined
  const found = text.indexOf(around)
  return found >= 0 && found === text.lastIndexOf(around) ? found + (ahead ? 10 : 0) : undefined
}

/** Where somebody looks for it: by the line, or in a text of one line by the character. */
const placeIn = (text: string, at: number): string =>
  text.trimEnd().includes('\n') ? `line ${text.slice(0, at).split('\n').length}` : `character ${at}`

function parseYaml(text: string): unknown {
  const lines = new LineCounter()
  const at = (offset: number | undefined) => `line ${lines.linePos(offset ?? 0).line}`
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false })
    const [error] = document.errors
    if (error && /call stack/.test(error.message)) throw new RangeError(error.message)
    if (error) throw invalid(at(error.pos[0]), error.message)
    const fault = findFault(document)
    if (fault) throw invalid(at(fault.offset), fault.message)
    return document.toJS({ maxAliasCount: ALIASES })
  } catch (error) {
    if (error instanceof RangeError) throw invalid('', 'The description is nested too deeply to be read')
    if (error instanceof ReferenceError)
      throw invalid('', 'The description repeats itself through YAML aliases too often: write it out')
    throw error
  }
}

type Fault = { offset: number | undefined; message: string }

/** A key that stands twice, or an alias of nothing. The parser's own look for the first compares all keys with all. */
function findFault(document: Document): Fault | undefined {
  const anchors = new Set<string>()
  let fault: Fault | undefined
  visit(document, (_, node) => {
    if (isAlias(node) && !anchors.has(node.source))
      fault = { offset: node.range?.[0], message: `the alias \`*${node.source}\` names nothing above it` }
    else if (isNode(node) && 'anchor' in node && node.anchor) anchors.add(node.anchor)
    if (isMap(node)) fault ??= repeatedKey(node)
    return fault ? visit.BREAK : undefined
  })
  return fault
}

function repeatedKey(map: YAMLMap): Fault | undefined {
  const seen = new Set<string>()
  for (const { key } of map.items) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    if (seen.has(name))
      return { offset: key.range?.[0], message: `\`${name.slice(0, 100)}\` stands twice in one mapping` }
    seen.add(name)
  }
  return undefined
}

function invalid(path: string, message: string): KeywardError {
  return new KeywardError('catalogue_invalid', {
    detail: path ? `${path}: ${message}` : message,
    fields: [{ path, message }],
  })
}
