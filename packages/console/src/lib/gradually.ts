import { useEffect, useState } from 'react'

/** Rows that are shown at once, and further ones in each frame. */
export const FIRST = 12
export const STEP = 8

/** How many of many rows stand by now: the others follow a few a frame, so that none of it holds the page. */
export function useGradually(total: number): number {
  const [shown, setShown] = useState(FIRST)
  const more = shown < total
  useEffect(() => {
    if (!more) return
    const grow = () => {
      setShown((before) => before + STEP)
      frame = requestAnimationFrame(grow)
    }
    let frame = requestAnimationFrame(grow)
    return () => cancelAnimationFrame(frame)
  }, [more])
  return Math.min(shown, total)
}
