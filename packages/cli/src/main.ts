#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { realShell } from './real-shell.ts'
import { runCommand } from './run-command.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})
process.exitCode = await runCommand(process.argv.slice(2), realShell(), version)
