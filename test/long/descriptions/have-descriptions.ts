import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const FOLDER = import.meta.dirname
const LOCK = join(FOLDER, 'node_modules.lock')
const LOCK_STALE_MS = 10 * 60_000

/** Real descriptions, by who wrote them: one large in JSON, one in YAML without operationIds and with many hosts, and a GraphQL schema. */
export const DESCRIPTIONS = {
  github: 'node_modules/@octokit/openapi/generated/api.github.com.json',
  blockfrost: 'node_modules/@blockfrost/openapi/openapi.yaml',
  'github-graphql': 'node_modules/@octokit/graphql-schema/schema.graphql',
} as const

/** The text of a real description, from this folder's own packages, installed when they are not there yet. */
export async function readDescription(name: keyof typeof DESCRIPTIONS): Promise<string> {
  await haveDescriptions()
  return readFileSync(join(FOLDER, DESCRIPTIONS[name]), 'utf8')
}

/** A package of this folder that is measured against. */
export async function requirePeer(name: 'find-my-way'): Promise<unknown> {
  await haveDescriptions()
  return createRequire(join(FOLDER, 'package.json'))(name)
}

/** Installs this folder's packages as locked. Test files run in processes of their own, so one at a time. */
export async function haveDescriptions(): Promise<void> {
  if (isInstalled()) return
  while (!takeLock()) await sleep(250)
  try {
    if (!isInstalled()) install()
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

function install(): void {
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', ['ci', ...flags], {
    cwd: FOLDER,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0)
    throw new Error(`npm ci failed in test/long/descriptions: ${npm.error?.message ?? npm.stderr.trim()}`)
}

/** Whether npm's own record of what it installed names every package at the version that the lockfile names. */
function isInstalled(): boolean {
  const wanted = readVersions('package-lock.json')
  const found = readVersions('node_modules/.package-lock.json')
  return wanted !== undefined && wanted === found
}

function readVersions(lockfile: string): string | undefined {
  try {
    const { packages } = JSON.parse(readFileSync(join(FOLDER, lockfile), 'utf8'))
    const names = Object.keys(packages).filter((name) => name !== '')
    return names
      .map((name) => `${name}@${packages[name].version}`)
      .sort()
      .join()
  } catch {
    return undefined
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
