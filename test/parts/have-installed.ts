import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOCK_STALE_MS = 10 * 60_000

/** Installs a folder's own packages as locked. Test files run in processes of their own, so one at a time. */
export async function haveInstalled(folder: string): Promise<void> {
  if (isInstalled(folder)) return
  const lock = join(folder, 'node_modules.lock')
  while (!takeLock(lock)) await sleep(250)
  try {
    if (!isInstalled(folder)) install(folder)
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function install(folder: string): void {
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', ['ci', ...flags], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0)
    throw new Error(`npm ci failed in ${basename(folder)}: ${npm.error?.message ?? npm.stderr.trim()}`)
}

/** Whether npm's own record of what it installed names every package at the version that the lockfile names. */
function isInstalled(folder: string): boolean {
  const wanted = readVersions(join(folder, 'package-lock.json'))
  const found = readVersions(join(folder, 'node_modules/.package-lock.json'))
  return wanted !== undefined && wanted === found
}

function readVersions(lockfile: string): string | undefined {
  try {
    const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'))
    const names = Object.keys(packages).filter((name) => name !== '')
    return names
      .map((name) => `${name}@${packages[name].version}`)
      .sort()
      .join()
  } catch {
    return undefined
  }
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > LOCK_STALE_MS) rmSync(lock, { recursive: true, force: true })
    return false
  }
}
