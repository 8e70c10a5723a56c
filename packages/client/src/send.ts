import { readAnswer } from './answer.ts'
import { readLines } from './lines.ts'
import { clientProblem, KeywardProblem } from './problem.ts'
import type { Request } from './request.ts'

/** Timers, so that a test or simulation can own time. */
export interface Timers {
  /** Runs `work` once after `delayMs`; answers a cancel. */
  after(delayMs: number, work: () => void): () => void
}

export type Credentials = 'omit' | 'same-origin' | 'include'

/** The world a request is sent into. */
export type Wire = {
  fetch: typeof globalThis.fetch
  credentials: Credentials | undefined
  timers: Timers
  /** A number from 0 up to 1, for the jitter of retries. */
  random: () => number
}

/** How long the whole call may take, retries included, and the caller's own way to end it. */
export type Limits = { timeoutMs: number; signal: AbortSignal | undefined }

const RETRIES = 2
const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 10_000
const LONGEST_TIMER_MS = 2 ** 31 - 1
const PASSING = new Set([429, 502, 503, 504])

/**
 * Sends a request and reads its answer. One that may be repeated and met a passing fault is sent again, at most twice.
 * @throws KeywardProblem, or the signal's own reason when the caller aborts
 */
export async function send(wire: Wire, request: Request, limits: Limits): Promise<unknown> {
  const stop = stopper(wire.timers, limits)
  try {
    for (let retry = 0; ; retry++) {
      const outcome = await attempt(wire, request, stop)
      if (!(outcome instanceof KeywardProblem)) return outcome
      const delayMs = decideRetry(request.repeatable, retry, outcome, wire.random())
      if (delayMs === undefined) throw outcome
      await pause(wire.timers, delayMs, stop.signal)
      if (stop.timedOut()) throw outcome
      limits.signal?.throwIfAborted()
    }
  } finally {
    stop.release(request.streams)
  }
}

/** Says how long to wait before the next try, or undefined for no next try. */
export function decideRetry(
  repeatable: boolean,
  retry: number,
  problem: KeywardProblem,
  random: number,
): number | undefined {
  if (!repeatable || retry >= RETRIES) return undefined
  const passing = problem.code === 'network_failed' || PASSING.has(problem.status ?? 0)
  if (!passing) return undefined
  const askedMs = (problem.retryAfterSeconds ?? 0) * 1000
  const ownMs = FIRST_DELAY_MS * 2 ** retry * (0.5 + random / 2)
  const delayMs = askedMs + ownMs
  return delayMs <= LONGEST_DELAY_MS ? delayMs : undefined
}

type Stopper = {
  signal: AbortSignal
  timedOut: () => boolean
  aborted: () => boolean
  /** Lets go of the clock; and of the caller's signal, unless a stream goes on. */
  release: (streams: boolean) => void
}

/** One try: what the server answered, or the problem. What ends the whole call is thrown: its timeout, the caller's abort. */
async function attempt(wire: Wire, request: Request, stop: Stopper): Promise<unknown> {
  try {
    const response = await exchange(wire, request, stop.signal)
    if (request.streams && response.ok) return readLines(response)
    return readAnswer({ status: response.status, headers: response.headers, text: await response.text() })
  } catch (error) {
    if (error instanceof KeywardProblem) return error
    if (stop.aborted()) throw stop.signal.reason
    if (stop.timedOut()) throw clientProblem('timed_out')
    return clientProblem('network_failed', {}, { cause: error })
  }
}

function exchange(wire: Wire, request: Request, signal: AbortSignal): Promise<Response> {
  const { method, url, headers, body } = request
  return wire.fetch(url, {
    method,
    headers,
    signal,
    ...(body !== undefined && { body }),
    // Left out unless asked for: the default is same-origin, and some edge runtimes refuse the field.
    ...(wire.credentials && { credentials: wire.credentials }),
  })
}

function stopper(timers: Timers, { timeoutMs, signal }: Limits): Stopper {
  signal?.throwIfAborted()
  const controller = new AbortController()
  let expired = false
  const abort = () => controller.abort(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  const cancel = timers.after(Math.min(timeoutMs, LONGEST_TIMER_MS), () => {
    expired = true
    controller.abort()
  })
  return {
    signal: controller.signal,
    timedOut: () => expired,
    aborted: () => signal?.aborted ?? false,
    release: (streams) => {
      cancel()
      if (!streams) signal?.removeEventListener('abort', abort)
    },
  }
}

function pause(timers: Timers, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
    const cancel = timers.after(delayMs, resolve)
    signal.addEventListener('abort', cancel, { once: true })
    if (!signal.aborted) return
    cancel()
    resolve()
  })
}
