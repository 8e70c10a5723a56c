// node:http and nothing else, answering every request with the bytes that it was given.
import { createServer } from 'node:http'

const { head, body } = JSON.parse(process.argv[2] ?? '{}')
const bytes = Buffer.from(body)
const server = createServer((_request, answer) => {
  answer.writeHead(200, head)
  answer.end(bytes)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`running at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''} `)
})
