// What every Node.js from 20 on must be able to do: guard an API with tokens that a server judges. Express and Hono are
// whatever speaks their shapes; here a bare server and web requests.
import { createServer } from 'node:http'
import { createVerifier } from '@keyward/client'
import { callerOf, createGuard as onExpress } from '@keyward/client/express'
import { createGuard as onFastify } from '@keyward/client/fastify'
import { createGuard as onHono } from '@keyward/client/hono'
import { createGuard as onNext } from '@keyward/client/next'

const [baseUrl, credential] = process.argv.slice(2)
const verifier = createVerifier({ baseUrl, credential })

const guard = onExpress(verifier)('keyward/tokens:verify')
const server = createServer((request, response) => {
  Object.assign(request, { originalUrl: request.url, ip: request.socket.remoteAddress })
  guard(request, response, () => response.end(callerOf(request).tokenName))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${server.address().port}`
const headers = { authorization: `Bearer ${credential}` }
const statuses = await Promise.all(
  [headers, { authorization: `Bearer ${credential.slice(0, -1)}~` }, {}].map(
    async (sent) => (await fetch(address, { headers: sent })).status,
  ),
)
const name = await (await fetch(address, { headers })).text()
server.closeAllConnections()
server.close()

const handler = onNext(verifier)('notes/notes:find', () => new Response('in'))
const lacking = await handler(new Request('http://notes/', { headers }), {})
console.log(...statuses, name, lacking.status, typeof onFastify(verifier)(), typeof onHono(verifier)())
