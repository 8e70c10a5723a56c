import type { FieldFault } from '@keyward/contract'
import { clientProblem, KeywardProblem } from './problem.ts'

/** What came back: the status, the headers a caller may need, and the whole text. */
export type Answer = { status: number; headers: Pick<Headers, 'get'>; text: string }

/**
 * Reads an answer: the parsed JSON of a success, undefined if it has no body.
 * Fields that this client does not know pass through, so a newer server breaks nothing.
 * @throws KeywardProblem with the server's code, or `answer_unreadable`
 */
export function readAnswer(answer: Answer): unknown {
  const success = answer.status >= 200 && answer.status < 300
  if (success && answer.text === '') return undefined
  const json = parseJson(answer)
  if (success && json !== undefined) return json
  throw problemOf(answer, json)
}

function problemOf(answer: Answer, body: unknown): KeywardProblem {
  const { status } = answer
  const retryAfterSeconds = retryAfterOf(answer.headers)
  if (!isRecord(body) || typeof body.code !== 'string')
    return clientProblem('answer_unreadable', {
      status,
      retryAfterSeconds,
      detail: `Something that is not Keyward answered with status ${status}: check the address and what stands before the server`,
    })
  return new KeywardProblem({
    code: body.code,
    title: textOf(body.title) ?? body.code,
    status,
    detail: textOf(body.detail),
    requestId: textOf(body.request_id),
    fields: fieldsOf(body.errors),
    permission: textOf(body.permission),
    token: tokenOf(body.token),
    state: textOf(body.state),
    retryAfterSeconds: numberOf(body.retry_after) ?? retryAfterSeconds,
    editUrl: textOf(body.edit_url),
  })
}

function parseJson({ headers, text }: Answer): unknown {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Seconds of `Retry-After`; a date there is told against the answer's own `Date`, so no clock is asked. */
function retryAfterOf(headers: Pick<Headers, 'get'>): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (!text) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  const seconds = (Date.parse(text) - Date.parse(headers.get('date') ?? '')) / 1000
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}

function fieldsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    const [path, message] = isRecord(item) ? [textOf(item.path), textOf(item.message)] : []
    return path !== undefined && message !== undefined ? [{ path, message }] : []
  })
}

function tokenOf(value: unknown): { id: string; name: string } | undefined {
  if (!isRecord(value)) return undefined
  const [id, name] = [textOf(value.id), textOf(value.name)]
  return id !== undefined && name !== undefined ? { id, name } : undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
