import { useCallback, useRef } from 'react'

/** The same function for as long as the component stands; it does what the latest one given does. */
export function useStable<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  const latest = useRef(work)
  latest.current = work
  return useCallback((...args: A) => latest.current(...args), [])
}
