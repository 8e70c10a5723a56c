// Runs the tests: all but the long ones, or only the files, folders and globs named as arguments.
// All of them share processes, several files in one; those that are named have each its own.
// A word that starts with a dash goes to node as it is: --test-name-pattern=…
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './vite.ts'

const EVERYTHING = ['packages/*/src', 'packages/*/test', 'examples', 'test', 'bench', 'scripts']
const NEVER = ['node_modules', 'dist', 'long']
/** Where test files ask for much of the same: each such folder's share processes, so many in one. */
const SHARING = [/^packages\/\w+\/(?:src|test)\//, /^test\/browser\//]
const IN_ONE_ROOM = 8

const words = process.argv.slice(2)
const places = words.filter((word) => !word.startsWith('-'))
const mistyped = places.filter((place) => filesAt(place).length === 0)
if (mistyped.length > 0) {
  console.error(`No test file at ${mistyped.join(', ')}`)
  process.exit(1)
}
const files = [...new Set((places.length > 0 ? places : EVERYTHING).flatMap(filesAt))].sort()

// What is in the browser is what was built, and must be of these sources.
if (files.some(opensConsole)) runOrEnd(['scripts/build-console.ts'])
// One more than there are processors: whoever waits for a disk or a page leaves its own to another.
const lanes = Math.max(availableParallelism(), 2) + 1
const flags = [
  '--conditions=keyward-source',
  '--test',
  `--test-concurrency=${lanes}`,
  '--test-timeout=300000',
]
if (words.length > 0) runOrEnd([...flags, ...words.filter((word) => word.startsWith('-')), ...files])
else runRooms(roomsOf(files))

/** Which files share a process. The long ones stand first, so that none is left over at the end. */
function roomsOf(files: readonly string[]): string[][] {
  const groups = Map.groupBy(
    files,
    (file) => SHARING.map((place) => place.exec(file)?.[0]).find(Boolean) ?? file,
  )
  return [...groups.values()].reverse().flatMap((group) => {
    const rooms = Math.ceil(group.length / IN_ONE_ROOM)
    return Array.from({ length: rooms }, (_, room) => group.filter((_, at) => at % rooms === room))
  })
}

/** Each room is a file that reads the test files it stands for. */
function runRooms(rooms: readonly string[][]): void {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-rooms-'))
  const opener = pathToFileURL(join(ROOT, 'test/parts/room.ts')).href
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const paths = rooms.map((room, at) => {
    const path = join(folder, `${String(at).padStart(3, '0')}.mjs`)
    writeFileSync(path, `import { runRoom } from '${opener}'\nrunRoom(${JSON.stringify(room)})\n`)
    return path
  })
  runOrEnd([...flags, ...paths])
}

function filesAt(place: string): string[] {
  return globSync(place, { cwd: ROOT }).flatMap((found) =>
    statSync(join(ROOT, found)).isDirectory()
      ? globSync(`${found}/**/*.test.ts`, { cwd: ROOT, exclude: (path) => NEVER.includes(basename(path)) })
      : [found],
  )
}

function opensConsole(file: string): boolean {
  return readFileSync(join(ROOT, file), 'utf8').includes('parts/open-console.ts')
}

function runOrEnd(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    // Hundreds of processes load the same sources: half of a start is stripping and compiling them.
    env: { ...process.env, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/compiled` },
  })
  if (status !== 0) process.exit(status ?? 1)
}
