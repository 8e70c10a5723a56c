// Claims a fresh server through the client, has it judge a token, and says the credential that may.
import { createClient } from '@keyward/client'

const [baseUrl, code] = process.argv.slice(2)
const visitor = createClient({ baseUrl })
const { done } = await visitor.getSetup()
const { verifyToken } = await visitor.setUp({
  code,
  organization: { name: 'Acme' },
  owner: { name: 'Ada', email: 'ada@example.com', password: 'seven quiet herons wade' },
  verifyToken: { name: 'Notes' },
})
const service = createClient({ baseUrl, token: verifyToken.plaintext })
const own = await service.verifyToken({ token: verifyToken.plaintext })
const other = await service.verifyToken({ token: 'kw_mistyped' })
console.log(done, own.valid, other.code, verifyToken.plaintext)
