import { once } from 'node:events'
import { createClient } from '@keyward/client'
import { profileFile, profilePath } from './profile/profile-file.ts'
import type { Shell, Terminal } from './shell.ts'
import { wrongUsage } from './stop.ts'

const MEGABYTE = 1_048_576

/** The shell of this process. */
export const realShell = (): Shell => ({
  env: process.env,
  terminal: realTerminal(),
  profiles: profileFile(profilePath(process.env)),
  now: Date.now,
  connect: ({ url, token }) => createClient({ baseUrl: url, ...(token !== undefined && { token }) }),
})

function realTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  // Loaded when somebody is asked: most commands ask nobody, and start sooner without.
  const ask = () => import('./ask.ts')
  return {
    out: (words) => void stdout.write(words),
    err: (words) => void stderr.write(words),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    columns: stdout.isTTY ? stdout.columns : undefined,
    async taken() {
      if (stdout.writableNeedDrain) await once(stdout, 'drain')
    },
    input: () => (stdin.isTTY ? nothing() : stdin),
    readIn: async (mostBytes = MEGABYTE) => (stdin.isTTY ? '' : await readAtMost(stdin, mostBytes)),
    confirm: async (question) => (await ask()).askConfirm(question),
    askText: async (question) => (await ask()).askText(question),
    askSecret: async (question) => (await ask()).askSecret(question),
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function readAtMost(stdin: AsyncIterable<Buffer>, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of stdin) {
    bytes += piece.length
    if (bytes > mostBytes) throw wrongUsage(`Standard input holds more than ${mostBytes / MEGABYTE} MB`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
