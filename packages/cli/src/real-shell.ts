import { text as readText } from 'node:stream/consumers'
import { createClient } from '@keyward/client'
import { profileFile, profilePath } from './profile/profile-file.ts'
import type { Shell, Terminal } from './shell.ts'
import { wrongUsage } from './stop.ts'

const INPUT_BYTES = 1_048_576
const DEFAULT_COLUMNS = 80

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
    columns: stdout.columns ?? DEFAULT_COLUMNS,
    async readIn() {
      if (stdin.isTTY) return ''
      const all = await readText(stdin)
      if (all.length > INPUT_BYTES) throw wrongUsage('Standard input holds more than 1 MB')
      return all
    },
    confirm: async (question) => (await ask()).askConfirm(question),
    askText: async (question) => (await ask()).askText(question),
    askSecret: async (question) => (await ask()).askSecret(question),
  }
}
