// What every Node.js from 20 on must be able to do: read the words, and call a server.
import { createClient, KeywardProblem } from '@keyward/client'
import { ERRORS, operations, TokenId } from '@keyward/contract'
import { OPERATION_DOCS } from '@keyward/contract/docs'

const client = createClient({ baseUrl: 'http://127.0.0.1:9', timeoutMs: 5000 })
const failure = await client
  .revokeToken({ tokenId: TokenId.parse('0123456789abcdEF') })
  .catch((error) => error)
console.log(
  Object.keys(operations).length > 0,
  Object.keys(OPERATION_DOCS).length > 0,
  ERRORS.token_revoked.status,
  failure instanceof KeywardProblem && failure.code,
)
