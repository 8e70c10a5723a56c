import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PACKAGES = ['contract', 'core', 'client', 'server'] as const
const NODE_24 = process.execPath

/** The servers that there is a GraphQL guard for, as pinned for our own tests. */
const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const GRAPHQL_SERVERS = ['graphql-yoga', '@apollo/server'].map((name) => `${name}@${devDependencies[name]}`)

/** A folder of a stranger's, into which the packages were installed as anybody gets them. */
export type EmptyProject = {
  folder: string
  /** Runs one program there and answers what it wrote. */
  run(node: string, ...words: string[]): { status: number | null; stdout: string; stderr: string }
  /** Starts one of the installed commands there. */
  start(command: string, env: Record<string, string>): ChildProcess
  remove(): void
}

/** Packs the four packages and installs them into an empty project, beside the programs under `consumer`. */
export function makeEmptyProject(): EmptyProject {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-packages-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    fill(folder)
  } catch (error) {
    remove()
    throw error
  }
  return {
    folder,
    run: (node, ...words) => spawnSync(node, words, { cwd: folder, env: strangersEnv(), encoding: 'utf8' }),
    start: (command, env) =>
      spawn(join(folder, 'node_modules/.bin', command), {
        cwd: folder,
        env: { ...strangersEnv(), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove,
  }
}

function fill(folder: string): void {
  const tarballs = join(folder, 'tarballs')
  mkdirSync(tarballs)
  npm(ROOT, 'pack', '--pack-destination', tarballs, ...PACKAGES.map((name) => `--workspace=packages/${name}`))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  npm(folder, 'install', ...globSync(join(tarballs, '*.tgz')), ...GRAPHQL_SERVERS)
  const consumer = join(import.meta.dirname, 'consumer')
  for (const file of globSync('*', { cwd: consumer })) copyFileSync(join(consumer, file), join(folder, file))
}

function npm(cwd: string, ...words: string[]): void {
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--no-save', '--loglevel=error']
  const { status, stdout, stderr, error } = spawnSync('npm', [...words, ...flags], {
    cwd,
    env: strangersEnv(),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm ${words[0]} failed: ${error ?? ''}${stdout}${stderr}`)
}

/** The environment without what this run has put there, and with this Node.js first. */
function strangersEnv(): Record<string, string> {
  const ours = /^(?:KEYWARD_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|npm_(?:lifecycle|package|config_local_prefix))/
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || ours.test(name) ? [] : [[name, value]],
  )
  return { ...Object.fromEntries(kept), PATH: `${dirname(NODE_24)}${delimiter}${process.env.PATH}` }
}

/** A Node.js of this machine that is older than core needs: the one that runs npm, or another on PATH. */
export function findOlderNode(): { path: string; version: string } | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((place) => join(place, 'node'))
  for (const path of [process.env.npm_node_execpath ?? 'node', ...onPath]) {
    // A bare `node` is another one where this Node.js stands first on PATH.
    const { stdout } = spawnSync(path, ['-p', '[process.versions.node, process.execPath].join(" ")'], {
      encoding: 'utf8',
    })
    const [, version, found] = /^(\S+) (.+)$/.exec(stdout?.trim() ?? '') ?? []
    const [major = 0] = (version ?? '').split('.').map(Number)
    if (version && found && major >= 20 && major < 24) return { path: found, version }
  }
  return undefined
}
