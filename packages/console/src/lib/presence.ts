import { focusManager } from '@tanstack/react-query'

const IDLE_MS = 10 * 60_000
const LOOK_MS = 30_000
const TOUCHES = ['visibilitychange', 'pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove']

/** How often a page that is watched fetches anew what programs and other people change. */
export const REFRESH_MS = 30_000

/** Pages refresh by themselves only where somebody sees and touches them: an empty chair keeps no session alive. */
export function refreshWhileWatched(): void {
  focusManager.setEventListener((tell) => {
    let touchedAt = Date.now()
    const look = () => tell(document.visibilityState === 'visible' && Date.now() - touchedAt < IDLE_MS)
    const touch = () => {
      touchedAt = Date.now()
      look()
    }
    look()
    for (const kind of TOUCHES) document.addEventListener(kind, touch, { passive: true })
    setInterval(look, LOOK_MS)
    return undefined
  })
}
