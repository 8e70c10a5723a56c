import { after, test } from 'node:test'

// Each test has its own limit. Infinity would be taken for none said, and a file have the limit of one test.
const HOUR_MS = 3_600_000

const ends: (() => Promise<unknown>)[] = []
let open = false

/** Whether this process runs several test files. */
export const inRoom = (): boolean => open

/** Has something that the files of a room share end with the room. */
export function atRoomEnd(work: () => Promise<unknown>): void {
  ends.push(work)
}

/**
 * Runs test files in this one process, each after what the one before has opened is closed. Most of what a small
 * file costs is to load the sources, and to start what it asks.
 */
export function runRoom(files: readonly string[]): void {
  open = true
  for (const file of files) test(file, { timeout: HOUR_MS }, (t) => runFile(t, file))
  after(async () => {
    for (const work of ends.splice(0)) await work()
  })
}

/** As in a process of its own, no test starts before its file is read to the end. */
async function runFile(t: { before(hook: () => unknown): void }, file: string): Promise<void> {
  const { promise: read, resolve: start } = Promise.withResolvers<void>()
  t.before(() => read)
  try {
    await import(new URL(`../../${file}`, import.meta.url).href)
  } finally {
    start()
  }
}
