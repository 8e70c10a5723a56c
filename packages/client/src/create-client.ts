import {
  type InputOf,
  type Operation,
  type OperationName,
  type Operations,
  type OutputOf,
  operations,
} from '@keyward/contract'
import { eachItem, eachNameOf, type Walks } from './pages.ts'
import { writeRequest } from './request.ts'
import { type Credentials, send, type Timers, type Wire } from './send.ts'

/** Where the server is, and who speaks to it. */
export type ClientOptions = {
  /** The server's address, such as `https://keyward.example.com`; in browsers `''` is the page's own server. */
  baseUrl: string
  /** A Keyward token with management permissions; a function is asked before each request. Left out: the session cookie. */
  token?: string | (() => string | undefined)
  /** The organisation that sessions act in, for people who belong to several. */
  organization?: string
  /** How long a call may take, retries included: 30 seconds unless said. */
  timeoutMs?: number
  /** Whether cookies travel; the platform's default is `same-origin`. */
  credentials?: Credentials
  fetch?: typeof globalThis.fetch
  timers?: Timers
  /** A number from 0 up to 1, for the jitter of retries. */
  random?: () => number
}

/** What one call can be told besides its input. */
export type CallOptions = { signal?: AbortSignal; timeoutMs?: number }

type Call<N extends OperationName> =
  unknown extends InputOf<N>
    ? (options?: CallOptions) => Promise<OutputOf<N>>
    : Record<never, never> extends InputOf<N>
      ? (input?: InputOf<N>, options?: CallOptions) => Promise<OutputOf<N>>
      : (input: InputOf<N>, options?: CallOptions) => Promise<OutputOf<N>>

/** A method for each operation: it answers the operation's output, or fails with a KeywardProblem. */
export type Calls = { readonly [N in keyof Operations]: Call<N> }

/** The server from code. */
export interface Client extends Calls, Walks<CallOptions> {}

const TIMEOUT_MS = 30_000

/**
 * Makes a client of one server. It holds no state but its options and opens nothing until it is called.
 * @throws TypeError if `baseUrl` is not an address
 */
export function createClient(options: ClientOptions): Client {
  const base = baseOf(options.baseUrl)
  const wire: Wire = {
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    credentials: options.credentials,
    timers: options.timers ?? systemTimers,
    random: options.random ?? Math.random,
  }

  const call = async (name: OperationName, input: object, callOptions: CallOptions = {}) => {
    const token = typeof options.token === 'function' ? options.token() : options.token
    const request = writeRequest(base, name, input, { token, organization: options.organization })
    const timeoutMs = callOptions.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS
    return send(wire, request, { timeoutMs, signal: callOptions.signal })
  }

  const names = Object.keys(operations) as OperationName[]
  const methods = names.flatMap((name) => {
    const calls = methodOf(call, name)
    const each = eachNameOf(name)
    return each === undefined
      ? [[name, calls]]
      : [
          [name, calls],
          [each, walkOf(call, name)],
        ]
  })
  return Object.fromEntries(methods) as Client
}

type AnyCall = (name: OperationName, input: object, options?: CallOptions) => Promise<unknown>

function methodOf(call: AnyCall, name: OperationName) {
  const { params, query, body }: Operation = operations[name]
  if (params || query || body)
    return (input: object = {}, options?: CallOptions) => call(name, input, options)
  return (options?: CallOptions) => call(name, {}, options)
}

const walkOf =
  (call: AnyCall, name: OperationName) =>
  (filter: object = {}, options?: CallOptions) =>
    eachItem((input) => call(name, input, options), filter)

function baseOf(baseUrl: string): string {
  const base = baseUrl.replace(/\/+$/, '')
  if (base !== '' && !base.startsWith('/') && !/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(base))
    throw new TypeError('baseUrl: expected http:// or https://, a host, and perhaps a path')
  return base
}

export const systemTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs)
    return () => clearTimeout(timer)
  },
}
