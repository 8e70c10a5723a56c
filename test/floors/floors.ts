// The floors of the house: who may import whom. Imports point down only; CONTRIBUTING.md draws the picture.
import { posix } from 'node:path'
import { readImports } from './imports.ts'

/** For each package, the packages of the house below it. */
const BELOW: Record<string, readonly string[]> = {
  contract: [],
  core: ['contract'],
  server: ['core', 'contract'],
  client: ['contract'],
  cli: ['client', 'contract'],
  console: ['client', 'contract'],
}
const SERVE = 'packages/cli/src/commands/installation.ts'

/** Core's pure folders, lowest first: a later one may import an earlier one. */
export const PURE = [
  'world.ts',
  'catalogue',
  'permission',
  'people',
  'token',
  'keys',
  'lifecycle',
  'limits',
  'policy',
  'audit',
  'notices',
  'webhooks',
  'usage',
  'verify',
]
const PURE_ROOMS = [...PURE, 'usecases', 'ports', 'ports.ts']
const PURE_MAY = [
  '@keyward/contract',
  'node:crypto',
  'node:zlib',
  'node:util',
  'node:buffer',
  'node:net',
  'zod',
]

/** For each of core's other rooms, what it may import inside core besides itself and the pure folders. */
const CORE_ROOMS: Record<string, readonly string[]> = {
  ports: [],
  'ports.ts': ['ports'],
  'beat.ts': ['ports.ts'],
  'courier.ts': ['ports.ts', 'usecases'],
  'postman.ts': ['ports.ts', 'usecases', 'beat.ts'],
  'real-world.ts': ['ports.ts'],
  import: ['ports.ts'],
  usecases: ['ports.ts'],
  storage: ['ports.ts'],
  cache: ['ports.ts'],
}
/** The rooms of use cases, lowest first: a later one may use an earlier one. What stands loose is below them all. */
const USECASE_ROOMS = [
  'usecases',
  'rights',
  'outbox',
  'change',
  'audit-log',
  'tokens',
  'tokens/granting',
  'tokens/values',
  'tokens/revoking',
  'tokens/self',
  'usage',
  'settings',
  'account',
  'installation',
  'presented',
  'roles',
  'members',
  'invitations',
  'organizations',
  'catalogue',
  'notices',
  'webhooks',
]
const CORE_ROOF = ['operations.ts', 'keyward.ts', 'create-core.ts', 'index.ts']

const CONSOLE_ROOMS: Record<string, readonly string[]> = {
  lib: [],
  parts: ['lib'],
  screens: ['parts', 'lib'],
}

/** Each import of one file under packages/<package>/src that breaks a floor, as `file:line: what is broken`. */
export function findBrokenFloors(path: string, source: string): string[] {
  return readImports(path, source).flatMap(({ name, line }) => {
    const broken =
      name === undefined ? 'an import of a computed name hides from the floors' : judge(path, name)
    return broken ? [`${path}:${line}: ${broken}`] : []
  })
}

function judge(path: string, name: string): string | undefined {
  const [, home = ''] = path.split('/')
  const test = /\.test\.tsx?$/.test(path)
  if (!name.startsWith('.'))
    return judgePackage(path, home, name, test) ?? (test ? undefined : judgeOutside(path, home, name))
  const src = `packages/${home}/src/`
  const target = posix.join(posix.dirname(path), name)
  if (!target.startsWith(src)) return test ? undefined : `a relative import leaves the package (${name})`
  if (test) return undefined
  const [from, to] = [path.slice(src.length), target.slice(src.length)]
  if (home === 'core') return judgeCore(from, to)
  return home === 'console' ? judgeConsole(from, to) : undefined
}

function judgePackage(path: string, home: string, name: string, test: boolean): string | undefined {
  const [, other] = /^@keyward\/([^/]+)/.exec(name) ?? []
  if (other) {
    if (BELOW[home]?.includes(other) || (path === SERVE && other === 'server')) return undefined
    return `${home} may not import ${name}: below it ${list(BELOW[home])}`
  }
  if (home === 'core' && /^(node:)?https?2?$|^fastify\b|^@fastify\//.test(name))
    return `core knows no HTTP (${name})`
  const anywhere = ['contract', 'client', 'console'].includes(home)
  if (anywhere && !test && name.startsWith('node:')) return `${home} runs in browsers: no ${name}`
  return undefined
}

/** Pure folders, use cases and ports take nothing from outside core but words and arithmetic. */
function judgeOutside(path: string, home: string, name: string): string | undefined {
  const room = path.split('/')[3] ?? ''
  if (home !== 'core' || !PURE_ROOMS.includes(room) || PURE_MAY.includes(name)) return undefined
  return `core/${room} is pure: no ${name}`
}

function judgeCore(from: string, to: string): string | undefined {
  const [room = '', other = ''] = [roomOf(from), roomOf(to)]
  if (room === 'usecases' && other === 'usecases') return judgeUseCases(from, to)
  if (room === other || CORE_ROOF.includes(room)) return undefined
  if (PURE.includes(room)) {
    if (PURE.includes(other) && PURE.indexOf(other) < PURE.indexOf(room)) return undefined
    return `core/${room} is pure and may not import core/${other}: below it ${list(PURE.slice(0, PURE.indexOf(room)))}`
  }
  const below = CORE_ROOMS[room]
  if (!below) return `core/${room} stands on no floor: name it in test/floors/floors.ts`
  if (PURE.includes(other) || below.includes(other)) return undefined
  return `core/${room} may not import core/${other}: below it the pure folders, ${list(below)}`
}

function judgeUseCases(from: string, to: string): string | undefined {
  const [room = '', other = ''] = [useCaseRoomOf(from), useCaseRoomOf(to)]
  const [floor, below] = [USECASE_ROOMS.indexOf(room), USECASE_ROOMS.indexOf(other)]
  if (floor < 0) return `core/usecases/${room} stands on no floor: name it in test/floors/floors.ts`
  if (below >= 0 && below <= floor) return undefined
  return `core/usecases: ${room} may not import ${other}: below it ${list(USECASE_ROOMS.slice(0, floor))}`
}

function judgeConsole(from: string, to: string): string | undefined {
  const [room = '', other = ''] = [roomOf(from), roomOf(to)]
  const below = CONSOLE_ROOMS[room]
  if (!below) return undefined
  if (room === 'screens' && other === 'screens' && from.split('/')[1] !== to.split('/')[1])
    return `no screen imports another (${to})`
  if (room === other || below.includes(other)) return undefined
  return `console/${room} may not import console/${other}: below it ${list(below)}`
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function useCaseRoomOf(path: string): string {
  return posix.dirname(path).replace(/^usecases\//, '')
}

function list(names: readonly string[] = []): string {
  return names.length > 0 ? names.join(', ') : 'nothing'
}
