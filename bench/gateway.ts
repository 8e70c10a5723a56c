// What asking Keyward costs a gateway: requests a second through nginx, in front of an API that answers a bare 204.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { havePart } from '../test/parts/apt.ts'
import { openServerPlace, startClaimedServer } from '../test/parts/claimed-server.ts'
import { type Nginx, shippedConfiguration, startNginx } from '../test/parts/nginx.ts'
import { against, figureOf, type Group, inTurns } from './figures.ts'

const CATALOGUE = fileURLToPath(new URL('../examples/notes-api/catalogue.json', import.meta.url))
const ROUNDS = 3
const SECONDS = 3
const CONNECTIONS = 32
const NODE_204 = `require('node:http').createServer((_, answer) => answer.writeHead(204).end())
  .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
const BARE = 'events {} http { keepalive_requests 1000000; server { listen 8080; return 204; } }'

const run = promisify(execFile)

/** Measures each way in turns, so that whatever else the machine does meets all of them. */
export async function measureGateway(): Promise<Group> {
  const wrk = await havePart('wrk')
  const place = openServerPlace()
  copyFileSync(CATALOGUE, join(place.folder, 'catalogue.json'))
  const start = async (configuration: string) => {
    const nginx = await startNginx(configuration)
    place.atEnd(() => nginx.stop())
    return nginx
  }
  try {
    const { server, manager } = await startClaimedServer(place)
    const [api, yes] = [await start(BARE), await start(BARE)]
    const node = spawn(process.execPath, ['--eval', NODE_204], { stdio: ['ignore', 'pipe', 'inherit'] })
    place.atEnd(() => node.kill())
    const [port] = await once(node.stdout, 'data')
    const ways: Record<string, Nginx> = {
      'nginx, asking nobody': await start(askingNobody(api)),
      'nginx, asking a bare 204 of nginx': await start(shippedConfiguration(yes.url, api.url)),
      'nginx, asking a bare 204 of Node': await start(
        shippedConfiguration(`http://127.0.0.1:${Number(port)}`, api.url),
      ),
      'nginx, asking Keyward': await start(shippedConfiguration(server.url, api.url)),
    }
    const cases = Object.fromEntries(
      Object.entries(ways).map(([way, { url }]) => [way, () => load(wrk, `${url}/notes`, manager)]),
    )
    const measured = await inTurns(ROUNDS, cases)
    const figures = Object.entries(measured).map(([way, rounds]) => figureOf(way, '/s', rounds))
    return { title: 'Through nginx', figures: against(figures, 'nginx, asking nobody') }
  } finally {
    await place.end()
  }
}

const askingNobody = ({ url }: Nginx) => `events {} http {
  upstream api { server ${new URL(url).host}; keepalive 32; }
  server {
    listen 8080;
    location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}`

async function load(wrk: string, url: string, token: string) {
  const header = `Authorization: Bearer ${token}`
  const words = ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-H', header, url]
  const { stdout } = await run(wrk, words)
  const [, failed] = /Non-2xx or 3xx responses: (\d+)/.exec(stdout) ?? []
  if (failed) throw new Error(`${failed} requests were not let through: ${stdout}`)
  const [, perSecond = ''] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? []
  return Number(perSecond)
}
