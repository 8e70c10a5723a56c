import { readPresented } from '../http/credentials.ts'
import { OauthError } from './oauth-error.ts'

const basic = /^basic +([A-Za-z0-9+/=_-]+)$/i
const tokenId = /^[a-z][a-z0-9]*_([0-9A-Za-z]{16})_/

/**
 * Reads how a client authenticates: the text of its API token, by Bearer, or by Basic with the token's id as
 * client_id and the whole text as client_secret.
 * @throws OauthError `invalid_client`, `invalid_request` when it comes in the body too
 */
export function readClient(rawHeaders: readonly string[], form: ReadonlyMap<string, string>): string {
  if (form.has('client_secret'))
    throw new OauthError('invalid_request', 'Send the client secret in the Authorization header, by Basic')
  const presented = readPresented(rawHeaders)
  if (presented.kind === 'bearer') return presented.text
  if (presented.kind === 'none') throw new OauthError('invalid_client', 'Authenticate by Basic or Bearer')
  const [id, secret] = readBasic(rawHeaders)
  const said = form.get('client_id') ?? id
  if (id === '' || said !== id || tokenId.exec(secret)?.[1] !== id)
    throw new OauthError('invalid_client', 'client_id is a token’s id, client_secret the whole token')
  return secret
}

function readBasic(rawHeaders: readonly string[]): [id: string, secret: string] {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization')
  const [, encoded = ''] = basic.exec(rawHeaders[at + 1]?.trim() ?? '') ?? []
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? ['', ''] : [formDecoded(text.slice(0, colon)), formDecoded(text.slice(colon + 1))]
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return ''
  }
}
