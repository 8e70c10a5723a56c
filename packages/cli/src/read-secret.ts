import type { Terminal } from './shell.ts'
import { wrongUsage } from './stop.ts'

/** Reads one token: from a prompt that shows nothing, else the first line of standard input. @throws Stop */
export async function readSecret(terminal: Terminal, question: string): Promise<string> {
  const text = terminal.interactive ? await terminal.askSecret(question) : await terminal.readIn()
  const [line = '', ...more] = text.trim().split(/\r?\n/)
  if (line === '')
    throw wrongUsage('No token was given', 'Type it at the prompt, or send it on standard input.')
  if (more.length > 0) throw wrongUsage('More than one line was given where one token is expected')
  return line
}
