import type { Permission } from '@keyward/contract'
import { fitsPieces, type Segment, shapeOf, type Template } from './template.ts'

/** A route as the tree holds it; `text` names it to people. */
export type Claim = { permission: Permission; template: Template; text: string }

/** Routes of one host and method, laid out by segment so that a request looks at few of them. */
export type RouteTree = {
  literals: Map<string, RouteTree>
  /** The same branches by lower-case text, to see what only a server that ignores case would take. */
  folded: Map<string, { text: string; tree: RouteTree }[]>
  /** Whether two of the branches differ in case alone. */
  folds: boolean
  mixed: { shape: string; pieces: readonly string[]; lower: readonly string[]; tree: RouteTree }[]
  parameter: RouteTree | undefined
  rest: { shape: string; suffix: Template; claim: Claim }[]
  claim: Claim | undefined
}

export const emptyTree = (): RouteTree => ({
  literals: new Map(),
  folded: new Map(),
  folds: false,
  mixed: [],
  parameter: undefined,
  rest: [],
  claim: undefined,
})

/** Plants a route; answers the one that already claims the very same requests, and leaves it in place. */
export function plant(tree: RouteTree, claim: Claim): Claim | undefined {
  let place = tree
  for (const [at, segment] of claim.template.entries()) {
    if (segment.kind === 'rest') return plantRest(place, claim.template.slice(at + 1), claim)
    place = branchOf(place, segment)
  }
  const standing = place.claim
  place.claim ??= claim
  return standing
}

function plantRest(place: RouteTree, suffix: Template, claim: Claim): Claim | undefined {
  const shape = shapeOf(suffix)
  const standing = place.rest.find((each) => each.shape === shape && each.suffix.length === suffix.length)
  if (!standing) place.rest.push({ shape, suffix, claim })
  return standing?.claim
}

function branchOf(place: RouteTree, segment: Exclude<Segment, { kind: 'rest' }>): RouteTree {
  if (segment.kind === 'literal') return place.literals.get(segment.text) ?? addLiteral(place, segment.text)
  if (segment.kind === 'mixed') return addMixed(place, segment)
  place.parameter ??= emptyTree()
  return place.parameter
}

function addLiteral(place: RouteTree, text: string): RouteTree {
  const tree = emptyTree()
  place.literals.set(text, tree)
  const lower = text.toLowerCase()
  const alike = place.folded.get(lower) ?? []
  place.folded.set(lower, [...alike, { text, tree }])
  place.folds ||= alike.length > 0
  return tree
}

function addMixed(place: RouteTree, { pieces }: { pieces: readonly string[] }): RouteTree {
  const shape = shapeOf([{ kind: 'mixed', pieces }])
  const standing = place.mixed.find((each) => each.shape === shape)
  if (standing) return standing.tree
  const tree = emptyTree()
  place.mixed.push({ shape, pieces, lower: pieces.map((piece) => piece.toLowerCase()), tree })
  return tree
}

/** A route that takes a request's segments: letter for letter, or only if the case of letters did not matter. */
export type Taker = { claim: Claim; exact: boolean }

/** Every route that takes these segments. */
export function takers(tree: RouteTree, segments: readonly string[]): Taker[] {
  const found: Taker[] = []
  walk(tree, segments, 0, true, found)
  return found
}

function walk(
  tree: RouteTree,
  segments: readonly string[],
  at: number,
  exact: boolean,
  found: Taker[],
): void {
  const text = segments[at]
  if (text === undefined) {
    if (tree.claim) found.push({ claim: tree.claim, exact })
    return
  }
  const literal = tree.literals.get(text)
  if (literal) walk(literal, segments, at + 1, exact, found)
  if (literal ? tree.folds : tree.literals.size > 0)
    for (const each of tree.folded.get(text.toLowerCase()) ?? [])
      if (each.tree !== literal) walk(each.tree, segments, at + 1, false, found)
  for (const { pieces, lower, tree: branch } of tree.mixed)
    if (fitsPieces(pieces, text)) walk(branch, segments, at + 1, exact, found)
    else if (fitsPieces(lower, text.toLowerCase())) walk(branch, segments, at + 1, false, found)
  if (tree.parameter && text !== '') walk(tree.parameter, segments, at + 1, exact, found)
  for (const { suffix, claim } of tree.rest) {
    const fit = fitsRest(suffix, segments, at)
    if (fit) found.push({ claim, exact: exact && fit === 'exact' })
  }
}

/** Whether at least one segment, none of them empty, is left before the suffix, and how the suffix fits. */
function fitsRest(suffix: Template, segments: readonly string[], at: number): 'exact' | 'folded' | undefined {
  const start = segments.length - suffix.length
  if (start <= at || segments[start - 1] === '') return undefined
  const texts = segments.slice(start)
  if (suffix.every((segment, offset) => fitsSegment(segment, texts[offset] ?? ''))) return 'exact'
  return suffix.every((segment, offset) => fitsFolded(segment, texts[offset] ?? '')) ? 'folded' : undefined
}

export function fitsSegment(segment: Segment, text: string): boolean {
  if (segment.kind === 'literal') return segment.text === text
  return segment.kind === 'mixed' ? fitsPieces(segment.pieces, text) : text !== ''
}

function fitsFolded(segment: Segment, text: string): boolean {
  const lower = text.toLowerCase()
  if (segment.kind === 'literal') return segment.text.toLowerCase() === lower
  if (segment.kind !== 'mixed') return text !== ''
  return fitsPieces(
    segment.pieces.map((piece) => piece.toLowerCase()),
    lower,
  )
}
