import { pauseMs } from './notices/attempt.ts'
import type { Outlet } from './ports.ts'
import type { Deps } from './usecases/deps.ts'
import { deliverNotices, type Round } from './usecases/notices/deliver-notices.ts'

const LOOK_EVERY_MS = 2_000
/** How long mails that are under way may take once the courier is told to stop. */
const FINISH_MS = 5_000

export type Courier = {
  /** Sends what is due, finishes what is under way, and puts back the rest. */
  stop(): Promise<void>
}

/** Sends mails as they fall due, and waits longer and longer while the mail server cannot be reached. */
export function startCourier(
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'keys' | 'timers'>,
  outlet: Outlet,
  id: string,
  report: (fault: unknown) => void,
): Courier {
  const { timers, random } = deps
  let stopping = false
  let failures = 0
  let cancel = timers.afterInBackground(LOOK_EVERY_MS, look)
  let running: Promise<void> = Promise.resolve()

  const deliver = async (): Promise<Round> => {
    try {
      return await deliverNotices({ deps, outlet, id, stopping: () => stopping })
    } catch (fault) {
      report(fault)
      return 'unreachable'
    }
  }

  function look(): void {
    running = deliver().then((round) => {
      if (!stopping) cancel = timers.afterInBackground(delayAfter(round), look)
    })
  }

  function delayAfter(round: Round): number {
    failures = round === 'unreachable' ? failures + 1 : 0
    const [chance = 0] = random.bytes(1)
    if (round === 'unreachable') return pauseMs(failures, chance / 255)
    return round === 'more' ? 0 : LOOK_EVERY_MS
  }

  return {
    async stop() {
      cancel()
      const hurry = timers.after(FINISH_MS, () => {
        stopping = true
        void outlet.close()
      })
      await running
      cancel()
      while (!stopping && (await deliver()) === 'more');
      stopping = true
      hurry()
      await outlet.close()
    },
  }
}
