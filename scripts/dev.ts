// The server, restarted on every change, behind Vite's dev server with the console. Open the address Vite prints.
import { type ChildProcess, spawn } from 'node:child_process'
import { CONSOLE, ROOT, VITE } from './vite.ts'

const children = [
  node(['--watch', '--conditions=keyward-source', 'packages/server/src/main.ts'], ROOT, {
    KEYWARD_PUBLIC_URL: 'http://localhost:5173',
  }),
  node([VITE], CONSOLE),
]
for (const child of children) child.once('exit', (code) => stop(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0))

function node(args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, args, { cwd, stdio: 'inherit', env: { ...env, ...process.env } })
}

function stop(code: number): void {
  for (const child of children) child.kill()
  process.exitCode ??= code
}
