import { fitsSegment, type Taker } from './route-tree.ts'
import type { Template } from './template.ts'

/**
 * The routes that no other outranks. A route outranks another when it is at least as literal in every segment
 * of the request and more so in one: a literal before `{a}.json`, that before `{a}`, that before `{+a}`.
 */
export function foremost(takers: readonly Taker[], segments: readonly string[]): readonly Taker[] {
  if (takers.length < 2) return takers
  const ranked = takers.map((taker) => ({ taker, ranks: ranksOf(taker.claim.template, segments) }))
  return ranked
    .filter(({ ranks }) => !ranked.some((other) => outranks(other.ranks, ranks)))
    .map(({ taker }) => taker)
}

function outranks(one: readonly number[], other: readonly number[]): boolean {
  return one.every((rank, at) => rank <= (other[at] ?? 0)) && one.some((rank, at) => rank < (other[at] ?? 0))
}

// What fits only with its case ignored ranks right behind its like.
const RANK = { literal: 0, mixed: 2, parameter: 4, rest: 5 } as const

function ranksOf(template: Template, segments: readonly string[]): number[] {
  return segments.map((text, at) => {
    const segment = segmentAt(template, at, segments.length)
    return segment ? RANK[segment.kind] + (fitsSegment(segment, text) ? 0 : 1) : RANK.rest
  })
}

/** The template's segment that faces a segment of the request, with `{+a}` stretched to the request's length. */
function segmentAt(template: Template, at: number, length: number): Template[number] | undefined {
  const rest = template.findIndex((segment) => segment.kind === 'rest')
  if (rest < 0 || at < rest) return template[at]
  const suffix = template.length - rest - 1
  return at < length - suffix ? template[rest] : template[at - length + template.length]
}
