import { KeywardProblem } from '@keyward/client'
import { capital } from './capital.ts'

/** A failed act as a person is told of it. */
export type Trouble = { title: string; advice: string | undefined; requestId: string | undefined }

const ADVICE: Partial<Record<string, string>> = {
  network_failed: 'Check your connection and whether the server runs, then try again.',
  timed_out: 'It may still be working. Look at the list before you try again.',
  internal: 'Try again; if it stays, tell whoever runs this server.',
  storage_unavailable: 'Nothing was changed. Try again in a moment.',
  credential_missing: 'Your session has ended. Sign in again.',
  session_required: 'Your session has ended. Sign in again.',
}

/** Puts any failure into words: the server's own where it has some. */
export function describeTrouble(error: unknown): Trouble {
  if (!(error instanceof KeywardProblem))
    return {
      title: 'Something went wrong in this page',
      advice: 'Reload it and try again.',
      requestId: undefined,
    }
  const wait = error.retryAfterSeconds ? `Try again in ${formatWait(error.retryAfterSeconds)}.` : undefined
  return {
    title: error.message,
    advice: ADVICE[error.code] ?? wait,
    requestId: (error.status ?? 0) >= 500 ? error.requestId : undefined,
  }
}

export const hasCode = (error: unknown, ...codes: string[]): error is KeywardProblem =>
  error instanceof KeywardProblem && codes.includes(error.code)

/** Whether nobody is signed in any more: the session has ended, or the browser has let go of its cookie. */
export const hasEnded = (error: unknown): boolean => hasCode(error, 'session_required', 'credential_missing')

/** The server's faults by the form field they belong to, and those that belong to none. */
export function faultsByField(error: unknown, fields: readonly string[]) {
  const byField: Record<string, string> = {}
  const rest: string[] = []
  if (error instanceof KeywardProblem)
    for (const { path, message } of error.fields) {
      const field = fields.find((name) => path === name || path.startsWith(`${name}.`))
      if (field) byField[field] ??= placed(path.slice(field.length + 1), message)
      else rest.push(path ? `${path}: ${message}` : capital(message))
    }
  return { byField, rest }
}

function formatWait(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

/** A fault in one of a list says which. */
const placed = (rest: string, message: string) =>
  /^\d+$/.test(rest) ? `Number ${Number(rest) + 1}: ${message}` : capital(message)
