import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { KeywardError } from '@keyward/contract'
import type { DescribedImport, Importer, Timers } from '../ports.ts'
import type { ImportJob } from './describe-import.ts'
import type { WorkerAnswer } from './import-worker.ts'

const LONGEST_MS = 60_000
const MEMORY_MB = 2048
const WORKER = new URL(`./import-worker${extname(import.meta.url)}`, import.meta.url)

/** Reads descriptions in a worker thread of their own, one at a time: a large one takes seconds and much memory. */
export function createImporter(timers: Timers): Importer {
  let last: Promise<unknown> = Promise.resolve()
  let running: Worker | undefined
  let ended = false

  const run = (job: ImportJob) => {
    if (ended) throw new KeywardError('storage_unavailable', { detail: 'Keyward is closed.' })
    const worker = new Worker(WORKER, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    running = worker
    return answerOf(worker, timers)
  }

  return {
    describe(document, options, standing) {
      const turn = last.then(() => run({ document, options, standing }))
      last = turn.catch(() => {})
      return turn
    },
    async end() {
      ended = true
      await running?.terminate()
    },
  }
}

function answerOf(worker: Worker, timers: Timers): Promise<DescribedImport> {
  return new Promise<DescribedImport>((resolve, reject) => {
    const late = timers.after(LONGEST_MS, () => {
      reject(tooMuch(`takes more than ${LONGEST_MS / 1000} seconds to read`))
      worker.terminate()
    })
    worker.once('message', (answer: WorkerAnswer) => {
      if ('described' in answer) resolve(answer.described)
      else reject(new KeywardError(answer.fault.code, answer.fault.details))
    })
    worker.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? tooMuch(`takes more than ${MEMORY_MB / 1024} GB of memory to read`)
          : error,
      ),
    )
    worker.once('exit', () => {
      late()
      reject(new KeywardError('internal', { detail: 'The import was interrupted.' }))
    })
  })
}

const tooMuch = (what: string) =>
  new KeywardError('catalogue_invalid', {
    detail: `The description ${what}. Send it as JSON, which is read faster than YAML, leave out its examples, or import it as several APIs.`,
  })
