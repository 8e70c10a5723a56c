import { KeywardError } from '@keyward/contract'

/** What a request presents in its `Authorization` header. */
export type Presented = { kind: 'none' } | { kind: 'bearer'; text: string } | { kind: 'other' }

const LONGEST_TOKEN = 512
const bearer = /^bearer(?: +(.*))?$/i
const credentialNames = new Set(['accesstoken', 'apikey', 'apitoken', 'key', 'token'])
/** Names that an API behind a gateway has no use of its own for. */
const forwardedNames = new Set(['accesstoken', 'apikey', 'apitoken'])

/** What a token's text looks like, wherever it stands. */
export const tokenText = /[a-z][a-z0-9]{0,15}_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}/

/**
 * Reads the one `Authorization` header (RFC 6750 §2.1); tokens travel nowhere else.
 * @throws KeywardError `credential_ambiguous` when it came twice, `token_malformed` for an empty or oversize token
 */
export function readPresented(rawHeaders: readonly string[]): Presented {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  )
  const [value, ...more] = values
  if (value === undefined) return { kind: 'none' }
  if (more.length > 0)
    throw new KeywardError('credential_ambiguous', { detail: 'The Authorization header came more than once' })
  const match = bearer.exec(value.trim())
  if (!match) return { kind: 'other' }
  const text = match[1] ?? ''
  if (text === '' || text.length > LONGEST_TOKEN) throw new KeywardError('token_malformed')
  return { kind: 'bearer', text }
}

/**
 * Refuses a credential in the address, where logs and histories would keep it (RFC 6750 §5.3).
 * @throws KeywardError `credential_in_query`, without repeating the value
 */
export function refuseQueryCredential(url: string): void {
  for (const [name] of queryOf(url)) if (credentialNames.has(lettersOf(name))) throw inQuery()
}

/**
 * Refuses the same in an address of an API behind a gateway, which may mean something else by `key` or `token`:
 * there a value counts that looks like an API token.
 * @throws KeywardError `credential_in_query`, without repeating the value
 */
export function refuseForwardedCredential(target: string): void {
  for (const [name, value] of queryOf(target))
    if (forwardedNames.has(lettersOf(name)) || tokenText.test(value)) throw inQuery()
}

const lettersOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '')

function queryOf(url: string): Iterable<[string, string]> {
  const start = url.indexOf('?')
  return start < 0 ? [] : new URLSearchParams(url.slice(start + 1))
}

const inQuery = () =>
  new KeywardError('credential_in_query', {
    detail: 'Send the token in the Authorization header; if it was real, replace it: addresses are logged',
  })
