import { UNREACHABLE } from './template.ts'

const NOT_PLAIN = /[^\u0021-\u007e]|[\\;#]/

/**
 * The decoded segments of a request target, its query left aside; undefined when two servers could read it
 * differently: an encoded or doubled slash, a dot segment, a backslash, `;`, a control character, a double
 * encoding, or a percent sign that encodes nothing.
 */
export function readTarget(target: string): readonly string[] | undefined {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  if (path.charCodeAt(0) !== 47 || NOT_PLAIN.test(path)) return undefined
  const segments = path.slice(1).split('/')
  for (let at = 0; at < segments.length; at++) {
    const segment = decodeSegment(segments[at] ?? '')
    if (segment === undefined || (segment === '' && at < segments.length - 1)) return undefined
    segments[at] = segment
  }
  return segments
}

function decodeSegment(raw: string): string | undefined {
  const segment = raw.includes('%') ? decodePercent(raw) : raw
  return segment === '.' || segment === '..' ? undefined : segment
}

function decodePercent(raw: string): string | undefined {
  try {
    const segment = decodeURIComponent(raw)
    return UNREACHABLE.test(segment) ? undefined : segment
  } catch {
    return undefined
  }
}

/** A host as it is compared: lower-case, without its port. */
export function hostName(host: string): string {
  const colon = host.lastIndexOf(':')
  const bare = colon > host.lastIndexOf(']') ? host.slice(0, colon) : host
  return bare.toLowerCase()
}
