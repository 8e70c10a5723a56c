import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { havePart } from '../parts/apt.ts'
import { CATALOGUE } from '../parts/claimed-server.ts'
import { Ledger } from './ledger.ts'
import { findFaults } from './survivors.ts'

const SCRIPT = fileURLToPath(new URL('./script.ts', import.meta.url))
/** Everything through which a file changes or becomes durable. */
const WRITES = 'write,pwrite64,fsync,fdatasync,ftruncate,link,unlink,rename'

/** One write of the scripted run: the n-th call of this kind that its main thread makes. */
export type WritePoint = { call: string; n: number }

export type ScriptRun = {
  code: number | null
  signal: NodeJS.Signals | null
  stderr: string
  ledger: Ledger
  /** What is not as acknowledged, found by opening what is left. */
  faults: string[]
  /** The writes that it made, in order. */
  points: WritePoint[]
}

export type ScriptBench = {
  /** Runs the script with a fault injected into it (strace's words), then opens what it has left and judges it. */
  run(inject?: string): Promise<ScriptRun>
  remove(): void
}

/** Makes ready for many runs of the script. */
export async function openScriptBench(): Promise<ScriptBench> {
  const strace = await havePart('strace')
  const bench = mkdtempSync(join(tmpdir(), 'keyward-crash-'))
  const env = { ...process.env, NODE_COMPILE_CACHE: join(bench, 'compiled') }

  const spawnScript = async (folder: string, under: readonly string[]) => {
    const [data, journal] = [join(folder, 'data'), join(folder, 'journal')]
    mkdirSync(data, { recursive: true, mode: 0o700 })
    writeFileSync(journal, '')
    const words = [...under, process.execPath, '--conditions=keyward-source', SCRIPT, data, journal]
    const [command = '', ...args] = words
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const ended = new Promise<Pick<ScriptRun, 'code' | 'signal'>>((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }))
    })
    const { code, signal } = await ended
    return { pid: child.pid, code, signal, stderr, data, ledger: Ledger.read(readFileSync(journal, 'utf8')) }
  }
  const within = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
    const folder = mkdtempSync(join(bench, 'run-'))
    try {
      return await work(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  // The first run leaves the compiled code behind, which the others then only read.
  await within((folder) => spawnScript(folder, []))
  return {
    run: (inject) =>
      within(async (folder) => {
        const log = join(folder, 'strace.log')
        const injected = inject === undefined ? [] : ['-e', `inject=${inject}`]
        const traced = ['-D', '-f', '-qq', '-e', `trace=${WRITES}`, ...injected, '-o', log]
        const { pid, data, ...ended } = await spawnScript(folder, [strace, ...traced])
        const points = readPoints(readFileSync(log, 'utf8'), pid ?? 0)
        return { ...ended, points, faults: await findFaults(data, ended.ledger, CATALOGUE) }
      }),
    remove: () => rmSync(bench, { recursive: true, force: true }),
  }
}

/** The main thread's writes: strace counts each thread and each kind of call apart. */
function readPoints(log: string, pid: number): WritePoint[] {
  const counts = new Map<string, number>()
  return log.split('\n').flatMap((line) => {
    const [, thread, call = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? []
    if (Number(thread) !== pid) return []
    const n = (counts.get(call) ?? 0) + 1
    counts.set(call, n)
    return [{ call, n }]
  })
}
