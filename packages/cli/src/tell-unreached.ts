const NO_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN'])
const NO_TLS = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'])
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_/

/** What to look at when a server cannot be reached, by what the connection failed with. */
export function tellUnreached(cause: unknown): string {
  const code = codeOf(cause)
  if (code === undefined) return 'Check the address, and that the server runs.'
  if (NO_NAME.has(code)) return `Its name leads nowhere: check how it is written (${code}).`
  if (NO_TLS.has(code)) return `It does not speak TLS there: is its address one of http? (${code})`
  if (CERTIFICATE.test(code))
    return `Its certificate is not trusted: name your own authority in NODE_EXTRA_CA_CERTS (${code}).`
  return `Check the address, and that the server runs (${code}).`
}

/** The first code along the chain of causes. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : undefined
}
