import type { WebhookId } from '@keyward/contract'
import { beat } from './beat.ts'
import type { Poster } from './ports.ts'
import type { Deps } from './usecases/deps.ts'
import { quarantinedSince } from './usecases/installation/quarantine.ts'
import { deliverTo } from './usecases/webhooks/deliver.ts'

const LOOK_EVERY_MS = 1_000
/** So many webhooks at a time. */
const LANES = 32
/** How long messages that are under way may take once the postman is told to stop. */
const FINISH_MS = 5_000

/** Posts messages as they fall due, each webhook in a lane of its own: one that is slow holds up no other. */
export function startPostman(
  deps: Deps,
  poster: Poster,
  id: string,
  report: (fault: unknown) => void,
): { stop(): Promise<void> } {
  const { store, clock, timers } = deps
  let stopped = false
  const lanes = new Map<WebhookId, Promise<void>>()
  const postman = { deps, poster, id, stopping: () => stopped }

  const look = async (): Promise<void> => {
    if (lanes.size >= LANES) return
    const due = await store.reads.webhooks.due(clock.now(), [...lanes.keys()], LANES - lanes.size)
    if (due.length === 0 || (await quarantinedSince(deps)) !== null) return
    for (const webhookId of due) {
      const lane = deliverTo(postman, webhookId)
        .catch(report)
        .finally(() => lanes.delete(webhookId))
      lanes.set(webhookId, lane)
    }
  }
  const looking = beat(timers, LOOK_EVERY_MS, look, report)

  return {
    async stop() {
      await looking.stop()
      stopped = true
      const hurry = timers.after(FINISH_MS, () => poster.close())
      await Promise.all(lanes.values())
      hurry()
      poster.close()
    },
  }
}
