import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { consolePolicy } from './http/security-headers.ts'
import { sendPage, writePage } from './pages/page.ts'

const NONCE_WORD = '__KEYWARD_NONCE__'
const INDEX = 'index.html'
const YEAR_MS = 365 * 24 * 3600 * 1000

const NOT_BUILT = `<h1>The console is not built</h1>
<p>The API works: see the <a href="/reference">reference</a>. To build the console, run
<code>npm run build</code> in the repository, then restart the server.</p>`

/** Serves the built console: its files as they are, and its page, with a fresh nonce, for every address that it draws itself. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  const listed = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const built = listed.includes(INDEX)
  const files = new Set(
    listed.map((file) => file.replaceAll('\\', '/')).filter((file) => file.includes('.') && file !== INDEX),
  )
  if (built)
    await app.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      preCompressed: true,
    })

  app.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const file = path.slice(1)
    if (files.has(file)) return sendAsset(reply, file)
    if (!drawsPage(request, path)) return reply.callNotFound()
    return built ? sendIndex(reply, folder) : sendPage(reply, writePage('Not built', NOT_BUILT))
  })
}

/** Whether a browser asks for one of the console's own addresses. */
const drawsPage = ({ headers }: FastifyRequest, path: string) =>
  path === '/' ||
  (!/^\/(?:v1|errors|reference|assets)(?:\/|$)|\.\w+$/.test(path) &&
    (headers.accept?.includes('text/html') ?? false))

function sendAsset(reply: FastifyReply, file: string): FastifyReply {
  // Vite puts a hash of the content in the name of everything under assets/.
  const caching = file.startsWith('assets/') ? { maxAge: YEAR_MS, immutable: true } : { maxAge: 0 }
  return reply.sendFile(file, { cacheControl: true, ...caching })
}

async function sendIndex(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64')
  const html = await readFile(join(folder, INDEX), 'utf8')
  return reply
    .header('content-security-policy', consolePolicy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(NONCE_WORD, nonce))
}
