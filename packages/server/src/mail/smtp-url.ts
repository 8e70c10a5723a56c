import { isIP } from 'node:net'
import { Secret } from '@keyward/core'

/** A mail server, and how to speak to it. */
export type SmtpServer = {
  host: string
  port: number
  /** `wrapped`: TLS from the first byte; `required`: STARTTLS or nothing; `offered`: STARTTLS if there is; `off`: none. */
  tls: 'wrapped' | 'required' | 'offered' | 'off'
  login: { user: string; password: Secret } | null
}

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`; undefined when it is none. A password goes over a network only
 * under TLS. `?tls=off` keeps a relay nearby from being asked for STARTTLS.
 */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const { protocol } = url ?? {}
  if (!url || (protocol !== 'smtp:' && protocol !== 'smtps:')) return undefined
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const login = loginOf(url)
  const off = url.search === '?tls=off'
  if (!isHost(host) || login === undefined || !/^\/?$/.test(url.pathname) || url.hash) return undefined
  if (url.search && !(off && protocol === 'smtp:')) return undefined
  const local = LOOPBACK.test(host)
  if (off && login && !local) return undefined
  const starttls = off ? 'off' : login && !local ? 'required' : 'offered'
  const tls = protocol === 'smtps:' ? 'wrapped' : starttls
  return { host, port: Number(url.port) || PORTS[protocol], tls, login }
}

/** A name and a password, both or neither; undefined when they cannot be read. */
function loginOf({ username, password }: URL): SmtpServer['login'] | undefined {
  if (!username && !password) return null
  if (!username || !password) return undefined
  try {
    return { user: decodeURIComponent(username), password: new Secret(decodeURIComponent(password)) }
  } catch {
    return undefined
  }
}

const isHost = (host: string): boolean =>
  isIP(host) !== 0 || (host.length <= 253 && /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?$/i.test(host))

/** The server as people are shown it, without its login. */
export const addressOf = ({ host, port }: SmtpServer): string =>
  `${isIP(host) === 6 ? `[${host}]` : host}:${port}`

/** Who mails come from. */
export type Sender = { name: string; address: string }

const ADDRESS = /^[^\s<>@"(),:;\\[\]]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i

/** Reads `keyward@acme.example` or `Keyward <keyward@acme.example>`; undefined when it is none. */
export function parseSender(text: string): Sender | undefined {
  const [, name = '', bracketed] = /^"?([^<>"]*?)"?\s*<([^<>]+)>$/.exec(text.trim()) ?? []
  const address = bracketed ?? text.trim()
  if (!ADDRESS.test(address) || /\p{Cc}/u.test(text)) return undefined
  return { name: name.trim() || 'Keyward', address }
}
