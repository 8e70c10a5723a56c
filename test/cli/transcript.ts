// A transcript: commands as they are typed, and what they print. `…` stands for anything.
//   $ command          one line of bash, in the shell that ran the lines before
//   text               what it prints on standard output
//   ! text             what it prints on standard error
//   ? 2                its exit status, where that is not 0
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'

export type Step = { command: string; out: string[]; err: string[]; status: number }

export const readTranscript = (path: string): Step[] => parseTranscript(readFileSync(path, 'utf8'))

export function parseTranscript(text: string): Step[] {
  const steps: Step[] = []
  for (const line of text.split('\n')) {
    const step = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), out: [], err: [], status: 0 })
    else if (line.startsWith('#') || line === '' || !step) continue
    else if (line === '!' || line.startsWith('! ')) step.err.push(line.slice(2))
    else if (line.startsWith('? ')) step.status = Number(line.slice(2))
    else step.out.push(line)
  }
  return steps
}

export type Ran = { out: string; err: string; status: number }

/** Runs all commands in one shell, and answers what each printed and how it ended. */
export async function runSteps(
  steps: readonly Step[],
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
): Promise<Ran[]> {
  const script = steps.map(({ command }) => `${command}\necho $? >&3; printf '\\0'; printf '\\0' >&2`)
  const shell = spawn('bash', ['-c', script.join('\n')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, stdout, stderr, statuses] = shell.stdio
  if (!stdout || !stderr || !statuses || !('read' in statuses)) throw new TypeError('no pipes')
  const [out, err, status] = await Promise.all([readAll(stdout), readAll(stderr), readAll(statuses)])
  const errs = err.split('\0')
  const ended = status.split('\n')
  return out
    .split('\0')
    .slice(0, -1)
    .map((each, at) => ({ out: each, err: errs[at] ?? '', status: Number(ended[at]) }))
}

/** What a transcript shows, as a pattern. */
export function patternOf(lines: readonly string[]): RegExp {
  const escaped = lines
    .join('\n')
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('…', '[\\s\\S]*?')}$`)
}
