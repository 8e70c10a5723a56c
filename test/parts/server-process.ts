import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))

/** The real server, as `npm start` runs it. */
export const SERVER_COMMAND = [process.execPath, '--conditions=keyward-source', MAIN] as const

/** How a process ended, with everything that it printed. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

export type ServerOptions = {
  /** Where it runs, with `data` inside as its data folder. */
  folder: string
  env?: Readonly<Record<string, string>>
  /** Words in front of the command: strace, setpriv, prlimit. They must leave the server as the process spawned. */
  under?: readonly string[]
}

export type Answer = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  body: any
  headers: Headers
}
export type Asked = { as?: string | undefined; body?: unknown; headers?: Record<string, string> }
export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>

export type ServerProcess = {
  url: string
  pid: number
  /** Asks over HTTP; rejects when the server is gone. */
  ask: Ask
  printed(): string
  /** Ends it and says how it went. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** Starts a server on a free port. Rejects with what it printed when it ends instead. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const { child, ended, printed } = spawnServer(options)
  const until = Date.now() + 60_000
  for (;;) {
    const [, url] = /running at (\S+)\s/.exec(printed().stdout) ?? []
    if (url && child.pid !== undefined) return running(url, child.pid, child, ended, printed)
    const end = await Promise.race([ended, sleep(10)])
    if (end) throw new Error(`The server ended with ${end.code ?? end.signal}: ${end.stdout}${end.stderr}`)
    if (Date.now() > until) throw new Error('The server takes more than a minute to start')
  }
}

/** Runs a server that is expected to end by itself, and says how it ended. One that starts instead is stopped. */
export async function runServerProcess(options: ServerOptions): Promise<Ended> {
  const { child, ended, printed } = spawnServer(options)
  for (;;) {
    const end = await Promise.race([ended, sleep(20)])
    if (end) return end
    if (printed().stdout.includes('running at')) child.kill('SIGTERM')
  }
}

type Spawned = {
  child: ChildProcess
  ended: Promise<Ended>
  printed: () => { stdout: string; stderr: string }
}

function spawnServer({ folder, env = {}, under = [] }: ServerOptions): Spawned {
  const [command = '', ...args] = [...under, ...SERVER_COMMAND]
  const outside = Object.entries(process.env).filter(([name]) => !name.startsWith('KEYWARD_'))
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...Object.fromEntries(outside), KEYWARD_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, ...said }))
  })
  return { child, ended, printed: () => said }
}

function running(
  url: string,
  pid: number,
  child: ChildProcess,
  ended: Promise<Ended>,
  printed: () => { stdout: string; stderr: string },
): ServerProcess {
  return {
    url,
    pid,
    ask: asker(url),
    printed: () => printed().stdout + printed().stderr,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return ended
    },
  }
}

const asker =
  (url: string): Ask =>
  async (method, path, { as, body, headers = {} } = {}) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${as}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: answer.headers,
    }
  }
