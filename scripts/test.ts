// Runs the tests: all but the long ones, or only the files, folders and globs named as arguments.
// A word that starts with a dash goes to node as it is: --test-name-pattern=…
import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { ROOT } from './vite.ts'

const EVERYTHING = ['packages/*/src', 'examples', 'test', 'bench', 'scripts']
const NEVER = ['node_modules', 'dist', 'long']

const words = process.argv.slice(2)
const places = words.filter((word) => !word.startsWith('-'))
const files = globSync(places.length > 0 ? places : EVERYTHING, { cwd: ROOT })
  .flatMap((place) =>
    statSync(`${ROOT}/${place}`).isDirectory()
      ? globSync(`${place}/**/*.test.ts`, { cwd: ROOT, exclude: (path) => NEVER.includes(basename(path)) })
      : [place],
  )
  .sort()
if (files.length === 0) {
  console.error(`No test file at ${places.join(', ')}`)
  process.exit(1)
}

const flags = ['--conditions=keyward-source', '--test', '--test-concurrency=2', '--test-timeout=300000']
const run = spawnSync(
  process.execPath,
  [...flags, ...words.filter((word) => word.startsWith('-')), ...files],
  {
    cwd: ROOT,
    stdio: 'inherit',
    // Hundreds of processes load the same sources: half of a start is stripping and compiling them.
    env: { ...process.env, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/compiled` },
  },
)
process.exit(run.status ?? 1)
