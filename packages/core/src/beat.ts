import type { Timers } from './ports.ts'

/** Runs `work` every `everyMs`, never two at once, until stopped; a failure is reported and the next round still comes. */
export function beat(
  timers: Timers,
  everyMs: number,
  work: () => Promise<void>,
  report: (fault: unknown) => void,
) {
  let running: Promise<void> = Promise.resolve()
  let cancel = timers.afterInBackground(everyMs, round)
  let stopped = false

  function round(): void {
    running = work()
      .catch(report)
      .then(() => {
        if (!stopped) cancel = timers.afterInBackground(everyMs, round)
      })
  }

  return {
    /** Stops, and waits for the round that is under way. */
    async stop(): Promise<void> {
      stopped = true
      cancel()
      await running
    },
  }
}
