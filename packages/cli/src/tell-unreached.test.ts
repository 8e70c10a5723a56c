import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellUnreached } from './tell-unreached.ts'

/** A failure as fetch has it: the code is a cause or two below. */
const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })

test('whoever cannot reach a server is told where to look: the name, the certificate, TLS itself, or the server', () => {
  const told: [code: string, says: RegExp][] = [
    ['ENOTFOUND', /^Its name leads nowhere.*\(ENOTFOUND\)/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS \(SELF_SIGNED_CERT_IN_CHAIN\)/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /not trusted/],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', /does not speak TLS/],
    ['ECONNREFUSED', /the server runs \(ECONNREFUSED\)/],
  ]
  for (const [code, says] of told) assert.match(tellUnreached(failed(code)), says)
  for (const unknown of [undefined, null, 'x', new Error('x')])
    assert.equal(tellUnreached(unknown), 'Check the address, and that the server runs.')
})
