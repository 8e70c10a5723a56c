/**
 * One segment of a path template. `pieces` are the literal texts around the parameters of a segment such as
 * `{base}...{head}`; `rest` is `{+path}`, a parameter that spans one segment or more.
 */
export type Segment =
  | { kind: 'literal'; text: string }
  | { kind: 'mixed'; pieces: readonly string[] }
  | { kind: 'parameter' }
  | { kind: 'rest' }

export type Template = readonly Segment[]

// Nearly every segment is one of these two, and a catalogue has ten thousand.
const PLAIN_LITERAL = /^(?!\.{1,2}$)[A-Za-z0-9_.~-]*$/
const PLAIN_PARAMETER = /^\{\w+\}$/
const PARAMETER = /\{\+?[^{}/+]+\}/g

/** Reads a path template such as `/notes/{id}`, or says why no request could be held against it. */
export function parseTemplate(path: string): { template: Template } | { fault: string } {
  if (!path.startsWith('/')) return { fault: 'a path starts with /' }
  if (/[?#]/.test(path)) return { fault: 'a path ends before any ? or #: routes ignore the query' }
  const template: Segment[] = []
  const texts = path.slice(1).split('/')
  for (const [at, text] of texts.entries()) {
    if (text === '' && at < texts.length - 1) return { fault: 'a path holds no empty segment (//)' }
    const segment = parseSegment(text)
    if (typeof segment === 'string') return { fault: segment }
    template.push(segment)
  }
  if (template.filter((segment) => segment.kind === 'rest').length > 1)
    return { fault: 'only one parameter of a path may span several segments ({+name})' }
  return { template }
}

function parseSegment(text: string): Segment | string {
  if (PLAIN_LITERAL.test(text)) return { kind: 'literal', text }
  if (PLAIN_PARAMETER.test(text)) return { kind: 'parameter' }
  const parameters = text.match(PARAMETER) ?? []
  const pieces = text.split(PARAMETER)
  if (pieces.some((piece) => /[{}]/.test(piece))) return `\`${text}\` is not a whole parameter: {name}`
  const decoded = pieces.map(decodePiece)
  if (!decoded.every((piece) => piece !== undefined) || /^(\.|%2e){1,2}$/i.test(text))
    return `\`${text}\` is no segment that a request can carry plainly`
  if (parameters.length === 0) return { kind: 'literal', text: decoded.join('') }
  if (parameters.length > 1 || pieces.some((piece) => piece !== '')) {
    if (parameters.some((each) => each.startsWith('{+')))
      return `in \`${text}\` a parameter that spans several segments shares its segment`
    return { kind: 'mixed', pieces: decoded }
  }
  return { kind: parameters[0]?.startsWith('{+') ? 'rest' : 'parameter' }
}

function decodePiece(piece: string): string | undefined {
  try {
    const text = decodeURIComponent(piece)
    return UNREACHABLE.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** What no decoded segment of an accepted request holds: see `readTarget`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
export const UNREACHABLE = /[/\\;\u0000-\u001f\u007f-\u009f]|%[0-9a-f]{2}/i

/** The template with its parameters' names gone: two templates of one shape take the same requests. */
export const shapeOf = (template: Template): string => template.map(shapeOfSegment).join('/')

function shapeOfSegment(segment: Segment): string {
  if (segment.kind === 'literal') return encodeURIComponent(segment.text)
  if (segment.kind === 'mixed') return segment.pieces.map(encodeURIComponent).join('{}')
  return segment.kind === 'rest' ? '{+}' : '{}'
}

/** Whether a text falls into the pieces with something, however short, for each parameter between them. */
export function fitsPieces(pieces: readonly string[], text: string): boolean {
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)]
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at + 1)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - last.length > at
}
