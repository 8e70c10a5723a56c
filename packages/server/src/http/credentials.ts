import { credentialInQuery, lettersOf, type Presented, queryOf, readAuthorization } from '@keyward/contract'

const credentialNames = new Set(['accesstoken', 'apikey', 'apitoken', 'key', 'token'])

/**
 * Reads the one `Authorization` header as it was sent.
 * @throws KeywardError `credential_ambiguous` when it came twice, `token_malformed` for an empty or oversize token
 */
export const readPresented = (rawHeaders: readonly string[]): Presented =>
  readAuthorization(
    rawHeaders.filter(
      (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
    ),
  )

/**
 * Refuses a credential in the address, where logs and histories would keep it (RFC 6750 §5.3).
 * @throws KeywardError `credential_in_query`, without repeating the value
 */
export function refuseQueryCredential(url: string): void {
  for (const [name] of queryOf(url)) if (credentialNames.has(lettersOf(name))) throw credentialInQuery()
}
