import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { Api, type ApiInput } from '@keyward/contract'
import { diffApi } from '../../../packages/core/src/catalogue/diff.ts'
import {
  type ImportedApi,
  importOpenApi,
} from '../../../packages/core/src/catalogue/openapi/import-openapi.ts'
import {
  compileRoutes,
  type RouteMatcher,
} from '../../../packages/core/src/catalogue/routes/compile-routes.ts'
import { parseDescription } from '../../../packages/core/src/import/parse-description.ts'
import { seededRandom } from '../../parts/seeded-random.ts'
import { haveDescriptions, readDescription } from './have-descriptions.ts'

before(haveDescriptions, { timeout: 280_000 })

const SAMPLES = 1000
const REAL = {
  github: { operations: 1223, hosts: ['api.github.com'], unbound: 1 },
  blockfrost: {
    operations: 129,
    hosts: [
      'cardano-mainnet.blockfrost.io',
      'cardano-preprod.blockfrost.io',
      'cardano-preview.blockfrost.io',
    ],
    unbound: 6,
  },
} as const

for (const name of ['github', 'blockfrost'] as const)
  describe(`the description of ${name}`, () => {
    let imported: ImportedApi
    let described: unknown
    let matcher: RouteMatcher
    before(async () => {
      described = parseDescription(await readDescription(name))
      imported = importOpenApi(described, { slug: name })
      matcher = compileRoutes({ apis: [Api.parse(imported.api)] })
    })

    test('every operation is one permission of its own, its route bound unless it is served elsewhere', () => {
      const actions = actionsOf(imported.api)
      assert.equal(imported.operations, REAL[name].operations)
      assert.equal(actions.length, countOperations(described))
      assert.deepEqual(imported.api.hosts, REAL[name].hosts)
      assert.equal(new Set(actions.map(({ permission }) => permission)).size, actions.length)
      assert.equal(actions.filter(({ routes }) => routes.length === 0).length, REAL[name].unbound)
      assert.equal(imported.notes.filter(({ note }) => /is served at/.test(note)).length, REAL[name].unbound)
      assert.deepEqual(
        imported.notes.filter(({ note }) => /by number/.test(note)),
        [],
      )
    })

    test('a concrete request for every route, 1,000 at least, needs the permission of its operation', () => {
      const random = seededRandom(`${name}: requests`)
      const bound = routesOf(imported.api)
      for (let at = 0; at < Math.max(SAMPLES, bound.length); at++) {
        const route = bound[at % bound.length]
        assert.ok(route)
        const target = fill(route.path, random)
        const host = imported.api.hosts?.[at % imported.api.hosts.length] ?? ''
        const match = matcher.match(route.method, host.toUpperCase(), target)
        assert.deepEqual(match, { permission: route.permission }, `${route.method} ${target}`)
      }
    })

    test('1,000 requests that no operation describes are refused', () => {
      const random = seededRandom(`${name}: strangers`)
      const bound = routesOf(imported.api)
      for (let at = 0; at < SAMPLES; at++) {
        const route = bound[at % bound.length]
        assert.ok(route)
        const stranger = STRANGERS[at % STRANGERS.length]?.(fill(route.path, random)) ?? ''
        const host = imported.api.hosts?.[0] ?? ''
        const match = matcher.match(route.method, host, stranger)
        assert.equal('refused' in match && match.refused, 'route_unmapped', `${route.method} ${stranger}`)
        const elsewhere = matcher.match(route.method, `${host}.example.org`, fill(route.path, random))
        assert.deepEqual(elsewhere, { refused: 'route_unmapped', why: 'host_unknown' })
      }
    })

    test('imported again it changes nothing, and without an operation it retires that permission', () => {
      const api = Api.parse(imported.api)
      const again = Api.parse(importOpenApi(described, { slug: name }).api)
      const { added, removed, moved } = diffApi(api, again)
      assert.deepEqual([added, removed, moved], [[], [], []])
      const [first, ...others] = api.resources
      const fewer = { ...api, resources: others }
      assert.deepEqual(
        diffApi(api, fewer).removed.map(({ permission }) => permission),
        first?.actions.map((action) => `${name}/${first.name}:${action.name}`),
      )
    })
  })

test('GitHub’s description is imported in under three seconds of one processor', async (t) => {
  const text = await readDescription('github')
  const start = process.cpuUsage()
  const described = parseDescription(text)
  const parsed = process.cpuUsage(start)
  const { api } = importOpenApi(described, { slug: 'github' })
  const made = process.cpuUsage(start)
  const ms = ({ user, system }: NodeJS.CpuUsage) => Math.round((user + system) / 1000)
  t.diagnostic(`JSON.parse ${ms(parsed)} ms, import ${ms(made) - ms(parsed)} ms, ${text.length} characters`)
  assert.ok(api.resources.length > 0)
  assert.ok(ms(made) < 3000, `${ms(made)} ms`)
})

type BoundRoute = { method: string; path: string; permission: string }

const actionsOf = (api: ApiInput) =>
  api.resources.flatMap((resource) =>
    resource.actions.map((action) => ({
      permission: `${api.slug}/${resource.name}:${action.name}`,
      routes: action.routes ?? [],
    })),
  )

const routesOf = (api: ApiInput): BoundRoute[] =>
  actionsOf(api).flatMap(({ permission, routes }) =>
    routes.map(({ method, path }) => ({ method, path: `${api.pathPrefix}${path}`, permission })),
  )

function countOperations(described: unknown): number {
  const { paths } = described as { paths: Record<string, object> }
  const methods = /^(get|head|post|put|patch|delete|options)$/
  return Object.values(paths).flatMap((item) => Object.keys(item).filter((key) => methods.test(key))).length
}

type Random = ReturnType<typeof seededRandom>

const WORDS = ['7', 'octo-cat', 'a.b', 'v1.2.3', '~x', 'A_b', 'caf%C3%A9', 'two%20words', '100%25', 'c%23']

/** A template with a value for each parameter; one that spans segments gets one to three. */
function fill(path: string, random: Random): string {
  const word = () => `z${WORDS[(random.bytes(1)[0] ?? 0) % WORDS.length]}`
  const words = () => Array.from({ length: ((random.bytes(1)[0] ?? 0) % 3) + 1 }, word).join('/')
  return path.replace(/\{\+[^}]+\}/g, words).replace(/\{[^}]+\}/g, word)
}

const STRANGERS: ((target: string) => string)[] = [
  (target) => `/zz${target}`,
  (target) => `${target}/`.replace(/\/\/$/, '//'),
  (target) => `/${target}`,
  (target) => target.replace(/^\//, '/x/../'),
  (target) => `${target}%2fzz`,
  (target) => `${target};v=1`,
  (target) => `${target}%00`,
  (target) =>
    target.replace(/^\/([a-z])/, (_, letter: string) => `/${letter.toUpperCase()}`).replace(/^\/$/, '//'),
]
