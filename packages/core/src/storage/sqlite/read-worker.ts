// Runs in a thread of its own: reads what takes long, so that nothing else in the process waits for it.
import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerAnswer, WorkerQuestion } from './worker-connection.ts'

const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
const { file, pragmas } = workerData as { file: string; pragmas: string }
// Waiting for a lock holds nobody up here.
const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
db.exec(pragmas)

parentPort?.on('message', ({ id, sql, parameters }: WorkerQuestion) => {
  const answer = (rest: { rows: unknown[] } | { message: string; errcode: number | undefined }) =>
    parentPort?.postMessage({ id, ...rest } satisfies WorkerAnswer)
  try {
    answer({ rows: db.prepare(sql).all(...parameters) })
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number }
    answer({ message, errcode })
  }
})
