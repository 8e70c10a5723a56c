import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Api } from '@keyward/contract'
import { importOpenApi } from '../../../packages/core/src/catalogue/openapi/import-openapi.ts'
import { compileRoutes } from '../../../packages/core/src/catalogue/routes/compile-routes.ts'
import { parseDescription } from '../../../packages/core/src/import/parse-description.ts'
import { haveDescriptions, readDescription, requirePeer } from './have-descriptions.ts'

before(haveDescriptions, { timeout: 280_000 })

const ROUNDS = 5
const REQUESTS = 100_000

type Peer = {
  on(method: string, path: string, handler: () => void): void
  find(method: string, path: string): unknown
}

test('a request is matched among GitHub’s 1,222 routes at less than twice a bare router’s cost', async (t) => {
  const { api } = importOpenApi(parseDescription(await readDescription('github')), { slug: 'github' })
  const routes = api.resources
    .flatMap(({ actions }) => actions.flatMap((action) => action.routes ?? []))
    .filter(({ path }) => peerPath(path) !== undefined)
  const requests = routes.map(({ method, path }) => ({ method, target: path.replace(/\{[^}]+\}/g, 'z7') }))
  const matcher = compileRoutes({ apis: [Api.parse(api)] })
  const peer = await makePeer(routes)
  const ours = () =>
    requests.forEach(({ method, target }) => void matcher.match(method, 'api.github.com', target))
  const theirs = () => requests.forEach(({ method, target }) => void peer.find(method, target))
  const ratios = Array.from(
    { length: ROUNDS },
    () => cost(ours, requests.length) / cost(theirs, requests.length),
  )
  const ratio = ratios.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN
  t.diagnostic(
    `${routes.length} routes: ${cost(ours, requests.length).toFixed(2)} µs a match, ${ratio.toFixed(2)} times find-my-way`,
  )
  assert.ok(ratio < 2, `${ratio} times`)
})

/** A route in the peer's own words; it has none for a parameter that spans segments, or shares one with `...`. */
const peerPath = (path: string): string | undefined =>
  /\{\+|[^/]\{|\}[^/]/.test(path) ? undefined : path.replace(/\{([^}]+)\}/g, ':$1')

async function makePeer(routes: readonly { method: string; path: string }[]): Promise<Peer> {
  const make = (await requirePeer('find-my-way')) as () => Peer
  const peer = make()
  for (const { method, path } of routes) peer.on(method, peerPath(path) ?? '', () => {})
  return peer
}

/** Microseconds of this process's own time for one request. */
function cost(work: () => void, size: number): number {
  const times = Math.ceil(REQUESTS / size)
  const start = process.cpuUsage()
  for (let time = 0; time < times; time++) work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / (times * size)
}
