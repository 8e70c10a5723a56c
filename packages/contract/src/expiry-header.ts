import type { Caller } from './verdict.ts'

/** The header that says when the token of a request expires, once that is near. */
export const EXPIRY_HEADER = 'keyward-token-expires'

/** When a token expires, for the answer to a request that it made, if by now that should be said. */
export const expiryOf = ({ expiresAt, warnFrom }: Caller, now: number): string | undefined =>
  expiresAt !== null && warnFrom !== null && Date.parse(warnFrom) <= now ? expiresAt : undefined
