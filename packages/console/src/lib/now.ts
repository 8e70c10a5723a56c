import { useSyncExternalStore } from 'react'

const STEP_MS = 15_000
let current = Date.now()

function subscribe(wake: () => void): () => void {
  const timer = setInterval(() => {
    current = Date.now()
    wake()
  }, STEP_MS)
  return () => clearInterval(timer)
}

/** The wall clock for whatever shows a distance in time; it moves every quarter of a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, readNow)
}

function readNow(): number {
  const now = Date.now()
  if (now - current >= STEP_MS) current = now
  return current
}
