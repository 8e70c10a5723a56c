import { KeywardError } from '@keyward/contract'
import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml'

const LENGTH = 32 * 1024 * 1024

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
    throw invalid(at === undefined ? '' : `line ${lineOf(text, at)}`, message)
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

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

function parseYaml(text: string): unknown {
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    const [error] = document.errors
    if (error) throw invalid(`line ${lines.linePos(error.pos[0]).line}`, error.message)
    refuseRepeatedKeys(document, lines)
    return document.toJS({ maxAliasCount: 1000 })
  } catch (error) {
    if (error instanceof KeywardError) throw error
    if (error instanceof RangeError) throw invalid('', 'The description is nested too deeply to be read')
    if (error instanceof ReferenceError)
      throw invalid(
        '',
        'The description repeats itself through YAML aliases more often than is read: write it out',
      )
    throw error
  }
}

// The parser's own check compares each key with each other one of its mapping.
function refuseRepeatedKeys(document: Document, lines: LineCounter): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(name))
          throw invalid(
            `line ${lines.linePos(key.range?.[0] ?? 0).line}`,
            `\`${name.slice(0, 100)}\` stands twice in one mapping`,
          )
        seen.add(name)
      }
    },
  })
}

function invalid(path: string, message: string): KeywardError {
  return new KeywardError('catalogue_invalid', {
    detail: path ? `${path}: ${message}` : message,
    fields: [{ path, message }],
  })
}
