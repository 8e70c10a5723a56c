import {
  headerOf,
  type Operation,
  type OperationName,
  operations,
  splitInput,
  type TextBody,
} from '@keyward/contract'
import { KeywardProblem } from './problem.ts'

/** One request, ready to be sent. */
export type Request = {
  method: string
  url: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | undefined
  /** Whether the answer is a stream of JSON Lines. */
  streams: boolean
  /** Whether sending it twice does no more than sending it once. */
  repeatable: boolean
}

/** Who speaks, and in which organisation. */
export type Speaker = { token: string | undefined; organization: string | undefined }

/**
 * Writes an operation and its flat input as a request.
 * @throws KeywardProblem `request_invalid` if a path field is missing or would change the path
 */
export function writeRequest(base: string, name: OperationName, input: object, speaker: Speaker): Request {
  const operation: Operation = operations[name]
  const { method, path, text, streams = false, repeats } = operation
  const { params, query, headers: given, body } = splitInput(name, input)
  const headers: Record<string, string> = {
    Accept: 'application/json, application/jsonl, application/problem+json',
  }
  if (speaker.token !== undefined) headers.Authorization = `Bearer ${headerText(speaker.token)}`
  if (speaker.organization !== undefined) headers['Keyward-Organization'] = speaker.organization
  const keyed = takesKey(operation)
  if (keyed) headers[headerOf('idempotencyKey')] = newKey()
  for (const [field, value] of Object.entries(given)) headers[headerOf(field)] = String(value)
  if (body !== undefined) headers['Content-Type'] = text?.types[0] ?? 'application/json'
  return {
    method,
    url: `${base}${fillPath(path, params)}${writeQuery(query)}`,
    headers,
    body: body && writeBody(body, text),
    streams,
    repeatable: method === 'GET' || repeats === 'safely' || keyed,
  }
}

/** Whether the server carries it out once for each key: then it is never sent without one. */
const takesKey = ({ headers }: Operation): boolean =>
  headers !== undefined && 'idempotencyKey' in headers.shape

const newKey = (): string =>
  [...globalThis.crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

function writeBody(body: object, text: TextBody | undefined): Request['body'] {
  if (!text) return JSON.stringify(body)
  const whole: unknown = Object.entries(body).find(([field]) => field === text.field)?.[1]
  return whole instanceof Uint8Array ? new Uint8Array(whole) : String(whole ?? '')
}

function fillPath(path: string, params: object): string {
  const values = new Map<string, unknown>(Object.entries(params))
  return path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(values.get(field) ?? '')
    // Encoding leaves dots alone, and every URL parser resolves these away.
    if (value === '' || value === '.' || value === '..') throw pathFieldMissing(field)
    return encodeURIComponent(value)
  })
}

function pathFieldMissing(field: string): KeywardProblem {
  const message = 'expected text that can stand in a path'
  return new KeywardProblem({
    code: 'request_invalid',
    title: 'The request is not valid',
    status: 400,
    detail: `${field}: ${message}`,
    fields: [{ path: field, message }],
  })
}

function writeQuery(query: object): string {
  const search = new URLSearchParams()
  for (const [field, value] of Object.entries(query))
    for (const item of [value].flat()) search.append(field, String(item))
  const text = search.toString()
  return text && `?${text}`
}

/** Refuses what a header cannot hold: the platform's own error would quote the token. */
function headerText(token: string): string {
  const trimmed = token.trim()
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new TypeError('The token given to createClient is empty or holds spaces or special characters')
  return trimmed
}
