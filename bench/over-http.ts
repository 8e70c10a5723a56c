import { execFile, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { havePart, onPath } from '../test/parts/apt.ts'
import {
  NEED,
  openServerPlace,
  type ServerPlace,
  startClaimedServer,
  startHere,
} from '../test/parts/claimed-server.ts'
import { against, type Figure, figureOf, type Group, inTurns } from './figures.ts'

const ROUNDS = 5
const WARM_SECONDS = 2
const SECONDS = 3
const CONNECTIONS = 32
/** `getconf CLK_TCK`: the same on every Linux. */
const TICKS_PER_SECOND = 100
const BARE_SERVER = fileURLToPath(new URL('./bare-server.ts', import.meta.url))
const BARE = 'bare node:http, the same bytes'

const run = promisify(execFile)
type Serving = { url: string; pid: number; stop(): Promise<unknown> }
type Load = { perSecond: number; perCpuSecond: number }

/** What asking the server costs, beside a bare node:http that answers the same bytes. */
export async function measureOverHttp(): Promise<Group[]> {
  const wrk = await havePart('wrk')
  const place = openServerPlace()
  try {
    const { server, manager } = await startClaimedServer(place)
    const path = `/v1/verify?need=${NEED}`
    const answer = await fetch(new URL(path, server.url), { headers: { authorization: `Bearer ${manager}` } })
    const head = Object.fromEntries(
      [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
    )
    const sample = { head, body: await answer.text() }
    await server.stop()

    const get = ['-H', `Authorization: Bearer ${manager}`]
    const post = ['-s', writePost(place.folder, manager)]
    const ways = {
      [BARE]: () => measure(() => serveBare(place, sample), wrk, path, get),
      'GET /v1/verify': () => measure(() => serveKeyward(place), wrk, path, get),
      'POST /v1/verify': () => measure(() => serveKeyward(place), wrk, '/v1/verify', post),
    }
    const loads: Record<string, Load[]> = {}
    await inTurns(
      ROUNDS,
      Object.fromEntries(
        Object.entries(ways).map(([what, work]) => [
          what,
          async () => {
            const load = await work()
            loads[what] = [...(loads[what] ?? []), load]
            return load.perSecond
          },
        ]),
      ),
    )
    const figures = (pick: (load: Load) => number): Figure[] =>
      against(
        Object.entries(loads).map(([what, all]) => figureOf(what, '/s', all.map(pick))),
        BARE,
      )
    return [
      {
        title: `Over HTTP, ${CONNECTIONS} connections: requests a second`,
        figures: figures((load) => load.perSecond),
      },
      {
        title: 'Over HTTP: requests for each second of CPU that the server took',
        figures: figures((load) => load.perCpuSecond),
      },
    ]
  } finally {
    await place.end()
  }
}

/** A server is started afresh for each round and warmed: one left idle may have been paged out. */
async function measure(
  start: () => Promise<Serving>,
  wrk: string,
  path: string,
  words: readonly string[],
): Promise<Load> {
  const server = await start()
  try {
    const url = new URL(path, server.url).href.replace('localhost', '127.0.0.1')
    const ask = (seconds: number) =>
      run(pinned(1)[0] ?? wrk, [
        ...pinned(1).slice(1),
        ...(pinned(1).length > 0 ? [wrk] : []),
        '-t1',
        `-c${CONNECTIONS}`,
        `-d${seconds}s`,
        ...words,
        url,
      ])
    await ask(WARM_SECONDS)
    const before = cpuSeconds(server.pid)
    const { stdout } = await ask(SECONDS)
    const used = cpuSeconds(server.pid) - before
    const [, failed] = /Non-2xx or 3xx responses: (\d+)/.exec(stdout) ?? []
    if (failed) throw new Error(`${failed} requests failed: ${stdout}`)
    const [, perSecond = ''] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? []
    const [, total = ''] = /(\d+) requests in/.exec(stdout) ?? []
    return { perSecond: Number(perSecond), perCpuSecond: Number(total) / used }
  } finally {
    await server.stop()
  }
}

const serveKeyward = (place: ServerPlace): Promise<Serving> => startHere(place, { under: pinned(0) })

async function serveBare({ atEnd }: ServerPlace, sample: object): Promise<Serving> {
  const [command = '', ...words] = [...pinned(0), process.execPath, BARE_SERVER, JSON.stringify(sample)]
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => child.kill()
  atEnd(stop)
  for await (const text of child.stdout.setEncoding('utf8')) {
    const [, url] = /running at (\S+)/.exec(String(text)) ?? []
    if (url && child.pid !== undefined) return { url, pid: child.pid, stop }
  }
  throw new Error('The bare server did not start')
}

/** The server on one core and the load on another, where that can be had. */
function pinned(core: number): string[] {
  const taskset = onPath(['taskset'])
  return taskset ? [taskset, '-c', String(core)] : []
}

/** Seconds of CPU that a process has used, from its 14th and 15th field in /proc. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function writePost(folder: string, manager: string): string {
  const file = join(folder, 'post.lua')
  const body = JSON.stringify({ token: manager, need: NEED, address: '203.0.113.7' })
  writeFileSync(
    file,
    `wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer ${manager}"
wrk.headers["Content-Type"] = "application/json"
wrk.body = ${JSON.stringify(body)}
`,
  )
  return file
}
