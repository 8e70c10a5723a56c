import { parentPort, workerData } from 'node:worker_threads'
import { type ErrorCode, type ErrorDetails, KeywardError } from '@keyward/contract'
import type { DescribedImport } from '../ports.ts'
import { describeImport } from './describe-import.ts'

/** What the worker answers; anything that it did not foresee ends it instead. */
export type WorkerAnswer =
  | { described: DescribedImport }
  | { fault: { code: ErrorCode; details: ErrorDetails } }

function answer(): WorkerAnswer {
  try {
    return { described: describeImport(workerData) }
  } catch (error) {
    if (!(error instanceof KeywardError)) throw error
    return { fault: { code: error.code, details: error.details } }
  }
}

parentPort?.postMessage(answer())
