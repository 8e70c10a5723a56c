import type { SQLInputValue } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { KeywardError } from '@keyward/contract'
import { CompiledQuery, type QueryResult } from 'kysely'
import { bind } from './connection.ts'
import type { SqliteSession } from './dialect.ts'
import { faultOf } from './faults.ts'
import { READING } from './pragmas.ts'

export type WorkerQuestion = { id: number; sql: string; parameters: SQLInputValue[] }
export type WorkerAnswer = { id: number } & (
  | { rows: unknown[] }
  | { message: string; errcode: number | undefined }
)

type Waiting = { resolve: (rows: unknown[]) => void; reject: (error: unknown) => void }

/** Beside this file, as it is: TypeScript in the repository, JavaScript in a package. */
const WORKER = new URL(`./read-worker${import.meta.url.slice(-3)}`, import.meta.url)

/** A read-only connection in a thread of its own, which starts with the first query. */
export class WorkerConnection implements SqliteSession {
  readonly #file: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #asked = 0
  #closed = false

  constructor(file: string) {
    this.#file = file
  }

  async executeQuery<R>({
    sql,
    parameters,
  }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    const id = ++this.#asked
    const rows = await new Promise<unknown[]>((resolve, reject) => {
      const worker = this.#running()
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, sql, parameters: parameters.map(bind) } satisfies WorkerQuestion)
    })
    return { rows: rows as R[] }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }

  async begin(): Promise<void> {
    await this.executeQuery(CompiledQuery.raw('begin'))
  }

  async commit(): Promise<void> {
    await this.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollback(): Promise<void> {
    await this.executeQuery(CompiledQuery.raw('rollback'))
  }

  /** Returns when the thread has let go of the file. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#lose(this.#worker, gone())
  }

  #running(): Worker {
    if (this.#closed) throw gone()
    if (this.#worker) return this.#worker
    const worker = new Worker(WORKER, {
      workerData: { file: this.#file, pragmas: READING },
      // Flags that this process was started with may not suit a thread.
      execArgv: [],
    })
    this.#worker = worker
    worker.on('message', (answer: WorkerAnswer) => this.#hear(answer))
    worker.on('error', (error) => this.#lose(worker, faultOf(error)))
    worker.on('exit', () => this.#lose(worker, gone()))
    return worker
  }

  #hear(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    // It keeps no process alive but while somebody waits.
    if (this.#waiting.size === 0) this.#worker?.unref()
    if ('rows' in answer) waiting?.resolve(answer.rows)
    else waiting?.reject(faultOf(Object.assign(new Error(answer.message), { errcode: answer.errcode })))
  }

  /** Whoever waits is told; the next query starts another thread. */
  async #lose(worker: Worker | undefined, reason: unknown): Promise<void> {
    if (!worker || worker !== this.#worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
    await worker.terminate()
  }
}

const gone = () => new KeywardError('storage_unavailable', { detail: 'The store is closed.' })
