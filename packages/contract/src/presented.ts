import { KeywardError } from './errors.ts'

/** What a request presents in its `Authorization` header. */
export type Presented = { kind: 'none' } | { kind: 'bearer'; text: string } | { kind: 'other' }

const LONGEST_TOKEN = 512
const bearer = /^bearer(?: +(.*))?$/i
/** Names under which an address carries a credential, whatever the API means by `key` or `token`. */
const forwardedNames = new Set(['accesstoken', 'apikey', 'apitoken'])

/** What a token's text looks like, wherever it stands. */
export const tokenText = /[a-z][a-z0-9]{0,15}_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}/

/**
 * Reads the values of a request's `Authorization` header (RFC 6750 §2.1); tokens travel nowhere else.
 * @throws KeywardError `credential_ambiguous` when there are two, `token_malformed` for an empty or oversize token
 */
export function readAuthorization(values: readonly string[]): Presented {
  const [value, ...more] = values
  if (value === undefined) return { kind: 'none' }
  if (more.length > 0) throw ambiguous()
  const match = bearer.exec(value.trim())
  if (!match) return { kind: 'other' }
  const text = match[1] ?? ''
  // Where headers are a map, two of a name are one with a comma; no token holds one.
  if (text.includes(',')) throw ambiguous()
  if (text === '' || text.length > LONGEST_TOKEN) throw new KeywardError('token_malformed')
  return { kind: 'bearer', text }
}

/**
 * Refuses a credential in the address of an API (RFC 6750 §5.3), which may mean something else by `key` or `token`:
 * a value counts that looks like an API token.
 * @throws KeywardError `credential_in_query`, without repeating the value
 */
export function refuseForwardedCredential(target: string): void {
  for (const [name, value] of queryOf(target))
    if (forwardedNames.has(lettersOf(name)) || tokenText.test(value)) throw credentialInQuery()
}

/** A query field's name as it is compared: its letters, in lower case. */
export const lettersOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')

/** The fields of an address's query. */
export function queryOf(target: string): Iterable<[string, string]> {
  const start = target.indexOf('?')
  return start < 0 ? [] : new URLSearchParams(target.slice(start + 1))
}

export const credentialInQuery = (): KeywardError =>
  new KeywardError('credential_in_query', {
    detail: 'Send the token in the Authorization header; if it was real, replace it: addresses are logged',
  })

const ambiguous = () =>
  new KeywardError('credential_ambiguous', { detail: 'The Authorization header came more than once' })
