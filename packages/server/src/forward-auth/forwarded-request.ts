import { KeywardError } from '@keyward/contract'

export const FORWARD_AUTH = '/v1/forward-auth'

/** The request that a gateway asks about, as its client sent it. */
export type ForwardedRequest = { method: string; host: string; target: string }

/** How gateways tell the request: by X-Original-* (nginx), or by X-Forwarded-* (Traefik, Caddy). */
const CONVENTIONS = [
  { method: 'x-original-method', target: 'x-original-uri', host: 'x-original-host', orElse: 'host' },
  { method: 'x-forwarded-method', target: 'x-forwarded-uri', host: 'x-forwarded-host', orElse: undefined },
] as const
const NAMES: ReadonlySet<string> = new Set(
  CONVENTIONS.flatMap(({ method, target, host }) => [method, target, host, 'host']),
)
const METHOD = /^[A-Za-z][A-Za-z_-]{0,31}$/
const HOST = /^[A-Za-z0-9._:[\]-]{1,270}$/

type Asking = { method: string; url: string; rawHeaders: readonly string[] }

/**
 * Reads which request a gateway asks about: from its headers, or, behind `/v1/forward-auth/`, from method and path
 * of the asking itself (Envoy). Whatever tells it twice must tell the same, for one of the two may be a client's.
 * @throws KeywardError `request_invalid`
 */
export function readForwarded({ method, url, rawHeaders }: Asking): ForwardedRequest {
  const headers = readHeaders(rawHeaders)
  const told = CONVENTIONS.flatMap((convention) => readConvention(convention, headers))
  if (url.startsWith(`${FORWARD_AUTH}/`))
    told.push({ method, host: headers.get('host') ?? '', target: url.slice(FORWARD_AUTH.length) })
  const [first, ...others] = told
  if (!first)
    throw invalid(
      'Nothing tells which request is asked about: send X-Original-Method and X-Original-URI, or X-Forwarded-Method, X-Forwarded-Host and X-Forwarded-Uri',
    )
  for (const other of others)
    if (other.method !== first.method || other.target !== first.target || other.host !== first.host)
      throw invalid('Two sets of forwarding headers tell different requests: clear the set that is not yours')
  for (const { host } of CONVENTIONS)
    if ((headers.get(host) ?? first.host) !== first.host)
      throw invalid(`${host} names another host: clear it where it is not yours`)
  if (!METHOD.test(first.method) || !HOST.test(first.host))
    throw invalid('The forwarded method or host is none: send each as one plain value')
  return first
}

function readConvention(
  { method, target, host, orElse }: (typeof CONVENTIONS)[number],
  headers: ReadonlyMap<string, string>,
): ForwardedRequest[] {
  const [itsMethod, itsTarget] = [headers.get(method), headers.get(target)]
  if (itsMethod === undefined && itsTarget === undefined) return []
  const itsHost = headers.get(host) ?? (orElse && headers.get(orElse))
  if (itsMethod === undefined || itsTarget === undefined || itsHost === undefined)
    throw invalid(`${method}, ${target} and ${host} belong together: send all of them`)
  return [{ method: itsMethod, host: itsHost, target: itsTarget }]
}

function readHeaders(raw: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase()
    if (!NAMES.has(name)) continue
    if (found.has(name)) throw invalid(`${name} came twice: set it in the gateway, do not add to it`)
    found.set(name, raw[at + 1] ?? '')
  }
  return found
}

const invalid = (detail: string) => new KeywardError('request_invalid', { detail })
