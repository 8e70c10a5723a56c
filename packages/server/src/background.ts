import type { Timers } from '@keyward/core'

/** Work that goes on after its request was answered, so that the answer's time tells nothing of it. */
export type Background = {
  start(work: () => Promise<void>): void
  /** Resolves when all that was started is done. */
  idle(): Promise<void>
}

export function createBackground(timers: Timers, report: (fault: unknown) => void): Background {
  const running = new Set<Promise<void>>()
  return {
    start(work) {
      const started = new Promise<void>((resolve) => timers.after(0, resolve))
        .then(work)
        .catch(report)
        .finally(() => running.delete(started))
      running.add(started)
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
