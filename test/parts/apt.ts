import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program some test needs, and the Debian package that brings it. */
const PACKAGES = {
  chromium: 'chromium',
  curl: 'curl',
  faketime: 'faketime',
  fish: 'fish',
  nginx: 'nginx-light',
  python3: 'python3-minimal',
  strace: 'strace',
  wrk: 'wrk',
  zsh: 'zsh',
} as const
export type Part = keyof typeof PACKAGES

const LOCK = join(tmpdir(), 'keyward-test-apt.lock')
const LOCK_STALE_MS = 15 * 60_000

/**
 * The path of a program: the one on PATH, else Debian's, installed here and now when the tests run as root.
 * Throws one line that says what to install; a test that needs a part never skips.
 */
export async function havePart(part: Part, names: readonly string[] = [part]): Promise<string> {
  return onPath(names) ?? (await underLock(() => onPath(names) ?? install(part, names)))
}

export function onPath(names: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function install(part: Part, names: readonly string[]): string {
  const wanted = `This test needs ${part}: install Debian's package ${PACKAGES[part]}, or put ${part} on PATH`
  if (process.getuid?.() !== 0 || onPath(['apt-get']) === undefined) throw new Error(wanted)
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', PACKAGES[part]]]) {
    const apt = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (apt.status !== 0) throw new Error(`${wanted} (apt-get ${args[0]}: ${lastLine(apt.stderr)})`)
  }
  const path = onPath(names)
  if (path === undefined) throw new Error(wanted)
  return path
}

// Test files run in processes of their own, and several may want the same part at once.
async function underLock<T>(work: () => T): Promise<T> {
  while (!takeLock()) await sleep(250)
  try {
    return work()
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK)
    return true
  } catch {
    const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > LOCK_STALE_MS) rmSync(LOCK, { recursive: true, force: true })
    return false
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
