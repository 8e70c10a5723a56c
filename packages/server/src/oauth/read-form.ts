import { OauthError } from './oauth-error.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a form body; a parameter that comes twice is refused, as RFC 6749 §3.2 wants: two readers would see two requests.
 * @throws OauthError `invalid_request`
 */
export function readForm(bytes: Uint8Array): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(decode(bytes))) {
    if (fields.has(name)) throw new OauthError('invalid_request', 'A parameter came twice')
    fields.set(name, value)
  }
  return fields
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new OauthError('invalid_request', 'The body is not UTF-8')
  }
}
