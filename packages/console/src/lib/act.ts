import { useCallback, useRef, useState } from 'react'

/** The state of one act. Its answer goes to the caller alone: nothing is cached, so it may hold a plaintext. */
export type Act<A extends unknown[], T> = {
  run: (...args: A) => Promise<T | undefined>
  pending: boolean
  error: unknown
  reset: () => void
}

/** Thrown by an act that the person called off; leaves no error behind. */
export class CalledOff extends Error {}

/** Runs a change one at a time: answers its value, or undefined with `error` set. */
export function useAct<A extends unknown[], T>(work: (...args: A) => Promise<T>): Act<A, T> {
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<unknown>()
  const running = useRef(false)
  const latest = useRef(work)
  latest.current = work

  const run = useCallback(async (...args: A) => {
    if (running.current) return undefined
    running.current = true
    setPending(true)
    setError(undefined)
    try {
      return await latest.current(...args)
    } catch (failure) {
      if (!(failure instanceof CalledOff)) setError(failure)
      return undefined
    } finally {
      running.current = false
      setPending(false)
    }
  }, [])
  const reset = useCallback(() => setError(undefined), [])
  return { run, pending, error, reset }
}
