import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Api } from '@keyward/contract'
import fc from 'fast-check'
import { compileRoutes } from './compile-routes.ts'

// Few words, in both cases, so that templates and paths meet often.
const word = fc.constantFrom('a', 'A', 'b', 'ab', 'a.b', 'b.a')
const segment = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 3, arbitrary: fc.constantFrom('{x}', '{y}') },
  { weight: 2, arbitrary: fc.constantFrom('{x}.b', 'a.{x}', '{x}.{y}', '{x}b', 'A{x}') },
)
const plain = fc.array(segment, { minLength: 1, maxLength: 4 })
const spanning = fc
  .tuple(fc.array(segment, { maxLength: 2 }), fc.array(segment, { maxLength: 2 }))
  .map(([before, after]) => [...before, '{+x}', ...after])
const slash = fc.constantFrom('', '', '', '/')
const template = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: spanning }), slash)
  .map(([segments, end]) => `/${segments.join('/')}${end}`)
const path = fc
  .tuple(fc.array(fc.oneof(word, fc.constantFrom('c', 'a.a.b', '.b')), { minLength: 1, maxLength: 5 }), slash)
  .map(([segments, end]) => `/${segments.join('/')}${end}`)

test('for any two templates and any path, the matcher and a naive reading agree', () => {
  fc.assert(
    fc.property(template, template, path, (one, other, target) => {
      const expected = readNaively([one, other], target)
      assert.deepEqual(matchWith([one, other], target), expected)
    }),
    { numRuns: 3000 },
  )
})

test('for any handful of templates in any order, the matcher and a naive reading agree', () => {
  fc.assert(
    fc.property(fc.array(template, { minLength: 3, maxLength: 12 }), path, (templates, target) => {
      const expected = readNaively(templates, target)
      assert.deepEqual(matchWith(templates, target), expected)
      const reversed = expected.startsWith('p') ? templates[Number(expected.slice(1))] : expected
      const backwards = matchWith([...templates].reverse(), target)
      const found = backwards.startsWith('p')
        ? [...templates].reverse()[Number(backwards.slice(1))]
        : backwards
      assert.equal(found, reversed)
    }),
    { numRuns: 1000 },
  )
})

function matchWith(templates: readonly string[], target: string): string {
  const actions = templates.map((each, at) => ({
    name: `p${at}`,
    label: each,
    access: 'read',
    routes: [{ method: 'GET', path: each }],
  }))
  const api = Api.parse({ slug: 's', name: 'S', resources: [{ name: 'r', label: 'R', actions }] })
  try {
    const match = compileRoutes({ apis: [api] }).match('GET', '', target)
    return 'permission' in match ? match.permission.slice('s/r:'.length) : match.why
  } catch {
    return 'claimed twice'
  }
}

/** The rule in the plainest words: regular expressions for what fits, letters for how literal each segment is. */
function readNaively(templates: readonly string[], target: string): string {
  const nameless = templates.map((each) => each.replace(/\{(\+?)\w+\}/g, '{$1}'))
  if (new Set(nameless).size < nameless.length) return 'claimed twice'
  const fitting = templates.flatMap((each, at) => {
    const ranks = rankNaively(each, target)
    return ranks ? [{ name: `p${at}`, ranks }] : []
  })
  const front = fitting.filter(({ ranks }) => !fitting.some((other) => isAhead(other.ranks, ranks)))
  if (front.length === 0) return 'route_unknown'
  if (front.length > 1) return 'routes_cross'
  return /[bd]/.test(front[0]?.ranks ?? '') ? 'case_differs' : (front[0]?.name ?? '')
}

const isAhead = (one: string, other: string) =>
  one !== other && [...one].every((letter, at) => letter <= (other[at] ?? ''))

/** One letter a segment: a literal, b literal but for case, c pieces, d pieces but for case, e {x}, f {+x}. */
function rankNaively(template: string, target: string): string | undefined {
  const source = template
    .split('/')
    .slice(1)
    .map(
      (segment) =>
        `/(${segment
          .replaceAll('.', '\\.')
          .replace(/\{\+\w+\}/, '[^/]+(?:/[^/]+)*')
          .replace(/\{\w+\}/g, '[^/]+')})`,
    )
    .join('')
  const found = new RegExp(`^${source}$`, 'i').exec(target)
  if (!found) return undefined
  const exact = (segment: string, text: string) =>
    new RegExp(`^${segment.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(text)
  return template
    .split('/')
    .slice(1)
    .map((segment, at) => {
      const text = found[at + 1] ?? ''
      if (segment.startsWith('{+')) return 'f'.repeat(text.split('/').length)
      if (/^\{\w+\}$/.test(segment)) return 'e'
      if (segment.includes('{')) return exact(segment, text) ? 'c' : 'd'
      return segment === text ? 'a' : 'b'
    })
    .join('')
}
