import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Poster, Posting, Timers } from '@keyward/core'
import { createReach } from './reach.ts'

/** From the first byte out to the last byte in. */
const LONGEST_MS = 15_000
/** How long somebody who enters an address waits for its name to be resolved. */
const LOOK_UP_MS = 3_000
/** What the log keeps of an answer; the rest is not read. */
const KEPT_BYTES = 512

type Answer = Awaited<ReturnType<Poster['post']>>
type Fault = Extract<Answer, { kind: 'unanswered' }>['fault']

export type PosterOptions = {
  /** Networks that may be reached besides the public internet; over http too. */
  allow: readonly string[]
  timers: Timers
  /** Another way from a name to its addresses, and less patience, for a test. */
  resolve?(host: string): Promise<LookupAddress[]>
  longestMs?: number
  /** A certificate authority to trust besides, for a test. */
  ca?: string
}

/** A name was resolved, and nothing of it may be reached. */
class AddressRefused extends Error {}

/**
 * Posts messages, each on a connection of its own, to an address that was checked after the name was resolved and is
 * the very one that is connected to. Redirects are answers, and no proxy of the environment is asked.
 */
export function createPoster(options: PosterOptions): Poster {
  const { timers, resolve = resolveName, longestMs = LONGEST_MS, ca } = options
  const reach = createReach(options.allow)
  const open = new Set<ClientRequest>()
  const agents = {
    'http:': new HttpAgent({ keepAlive: false }),
    'https:': new HttpsAgent({ keepAlive: false, ...(ca !== undefined && { ca }) }),
  }

  /** In the clear only where the operator said so, by address. */
  const admitted = (addresses: readonly LookupAddress[], protocol: string) =>
    addresses.filter(({ address }) => (protocol === 'https:' ? reach.admits(address) : reach.allows(address)))

  const addressesOf = async ({ hostname, protocol }: URL): Promise<LookupAddress[]> => {
    const literal = hostname.replace(/^\[|\]$/g, '')
    const family = isIP(literal)
    const all = family ? [{ address: literal, family }] : await resolve(hostname)
    const good = admitted(all, protocol)
    if (good.length === 0) throw new AddressRefused()
    return good
  }

  const exchange = ({ headers, body }: Posting, url: URL, addresses: LookupAddress[]) => {
    const [first] = addresses
    if (!first) throw new AddressRefused()
    const secure = url.protocol === 'https:'
    const pinned: LookupFunction = (_host, { all }, done) =>
      all ? done(null, addresses) : done(null, first.address, first.family)
    return (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: secure ? agents['https:'] : agents['http:'],
      lookup: pinned,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Keyward-Webhooks',
        connection: 'close',
      },
    })
  }

  const send = async (posting: Posting, signal: AbortSignal): Promise<Answer> => {
    const url = new URL(posting.url)
    const addresses = await untilAborted(addressesOf(url), signal)
    const request = exchange(posting, url, addresses)
    open.add(request)
    try {
      return await answerTo(request, posting.body, signal)
    } finally {
      open.delete(request)
      request.destroy()
    }
  }

  return {
    async refuses(text) {
      const url = new URL(text)
      const inClear = url.protocol === 'http:' && options.allow.length === 0
      if (inClear) return 'expected https: http is for networks that the operator allows'
      const hurry = new AbortController()
      const cancel = timers.after(LOOK_UP_MS, () => hurry.abort())
      try {
        await untilAborted(addressesOf(url), hurry.signal)
      } catch (fault) {
        if (fault instanceof AddressRefused)
          return url.protocol === 'http:'
            ? 'expected https: the operator does not allow http there'
            : 'it leads into a network that webhooks do not reach'
        // A name that cannot be resolved now may be later; the list of deliveries tells.
      } finally {
        cancel()
      }
      return undefined
    },
    async post(posting) {
      const hurry = new AbortController()
      const cancel = timers.after(longestMs, () => hurry.abort())
      try {
        return await send(posting, hurry.signal)
      } catch (fault) {
        return { kind: 'unanswered', fault: hurry.signal.aborted ? 'timed_out' : faultOf(fault) }
      } finally {
        cancel()
      }
    },
    close() {
      for (const request of open) request.destroy()
    },
  }
}

const resolveName = (host: string): Promise<LookupAddress[]> => lookup(host, { all: true })

const untilAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    ),
  ])

/** Sends the body and reads as much of the answer as is kept; once its head is there, nothing takes it back. */
function answerTo(request: ClientRequest, body: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    request.on('response', (response) => {
      readStart(response, signal).then(
        (text) => resolve({ kind: 'answered', status: response.statusCode ?? 0, text }),
        reject,
      )
    })
    request.end(body)
  })
}

function readStart(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const done = () => resolve(shown(Buffer.concat(chunks)))
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size >= KEPT_BYTES) done()
    })
    for (const ended of ['end', 'error', 'close']) response.on(ended, done)
    signal.addEventListener('abort', done, { once: true })
  })
}

/** What people may be shown of bytes that anybody may have written. */
const shown = (bytes: Buffer): string =>
  bytes
    .subarray(0, KEPT_BYTES)
    .toString('utf8')
    .replace(/[\p{C}\ufffd]+/gu, ' ')
    .trim()

function faultOf(fault: unknown): Fault {
  if (fault instanceof AddressRefused) return 'address_refused'
  const { syscall } = fault instanceof Error ? (fault as NodeJS.ErrnoException) : {}
  return syscall === 'getaddrinfo' ? 'name_unresolved' : 'unreachable'
}
