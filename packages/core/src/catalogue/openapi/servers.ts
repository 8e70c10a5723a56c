import { hostName } from '../routes/target.ts'
import { fieldOf, isFields } from './document.ts'

/** Where a server of the description answers; without a host it is named relative to the document. */
export type Server = { host: string | undefined; prefix: string }

const HOSTS = 50
const RELATIVE = 'https://relative.invalid'

/** The servers of a description, a path or an operation; undefined when it has no list of its own. */
export function readServers(value: unknown): { servers: Server[]; unread: string[] } | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const unread: string[] = []
  const servers = value.slice(0, HOSTS).flatMap((server: unknown) => {
    const url = fieldOf(server, 'url')
    const read = typeof url === 'string' ? spell(url, fieldOf(server, 'variables')).map(readUrl) : []
    if (read.length === 0 || read.includes(undefined))
      unread.push(typeof url === 'string' ? url.slice(0, 200) : 'no text')
    return read.filter((each) => each !== undefined)
  })
  return { servers, unread }
}

/** The addresses that a server's variables can spell: each listed value, else the default. */
function spell(url: string, variables: unknown): string[] {
  let spelt = [url]
  for (const [name, variable] of Object.entries(isFields(variables) ? variables : {})) {
    const listed = fieldOf(variable, 'enum')
    const values = Array.isArray(listed) && listed.length > 0 ? listed : [fieldOf(variable, 'default')]
    const texts = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String)
    spelt = spelt
      .flatMap((each) =>
        each.includes(`{${name}}`) ? texts.map((text) => each.replaceAll(`{${name}}`, text)) : [each],
      )
      .slice(0, HOSTS)
  }
  return spelt
}

function readUrl(url: string): Server | undefined {
  if (/[{}?#]/.test(url)) return undefined
  const parsed = URL.parse(url, RELATIVE)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined
  const host = parsed.origin === RELATIVE ? undefined : hostName(parsed.host)
  return { host, prefix: parsed.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '') }
}

/** The hosts and the one path prefix to bind an API to: the first server's prefix, and all hosts that share it. */
export function chooseBase(servers: readonly Server[]): { hosts: string[]; prefix: string; left: Server[] } {
  const prefix = servers[0]?.prefix ?? ''
  const kept = servers.filter((server) => server.prefix === prefix)
  const hosts = [...new Set(kept.flatMap(({ host }) => host ?? []))]
  return { hosts, prefix, left: servers.filter((server) => server.prefix !== prefix) }
}

export const showServer = ({ host, prefix }: Server): string => `${host ?? ''}${prefix}` || '/'
