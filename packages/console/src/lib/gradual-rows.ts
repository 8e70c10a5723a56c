import { useEffect, useState } from 'react'
import { FIRST, STEP } from './gradually.ts'

type Row = { id: string }

/**
 * The rows to draw while others take their place: a few new ones a frame, from the top, so that none of it holds
 * the page; those that stood already are as they are now at once.
 */
export function useGradualRows<R extends Row>(rows: readonly R[]): readonly R[] {
  const [drawn, setDrawn] = useState<readonly R[]>([])
  const next = replaceSome(drawn, rows, drawn.length === 0 ? FIRST : STEP)
  useEffect(() => {
    if (drawn === rows) return
    const frame = requestAnimationFrame(() => setDrawn(next))
    return () => cancelAnimationFrame(frame)
  })
  return next
}

/**
 * The rows after at most `step` of them were put where they did not stand before: those below are still from before.
 * What stays keeps its order, as a row that moves costs the browser as much as a new one.
 */
export function replaceSome<R extends Row>(
  before: readonly R[],
  rows: readonly R[],
  step: number,
): readonly R[] {
  const stood = new Map(before.map(({ id }, place) => [id, place]))
  let last = -1
  let put = 0
  for (const [place, { id }] of rows.entries()) {
    const from = stood.get(id) ?? -1
    if (from > last) last = from
    else if (++put > step) {
      const now = new Map(rows.map((row) => [row.id, row]))
      const below = before.slice(Math.max(place, last + 1)).map((row) => now.get(row.id) ?? row)
      return [...rows.slice(0, place), ...below]
    }
  }
  return rows
}
