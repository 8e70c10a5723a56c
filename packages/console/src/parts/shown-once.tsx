import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { LeaveDialog } from './dialog/leave-dialog.tsx'
import { useWays } from './ways.tsx'

type ShownOnce = {
  /** What is read first. */
  heading: RefObject<HTMLHeadingElement | null>
  /** Says that somebody has a copy. */
  keep: () => void
  /** Ends the showing, after a question where nobody has a copy. */
  finish: () => void
  /** The question, to stand beside what is shown. */
  question: ReactNode
}

/** Lets nobody leave without a copy unasked, and lets go of what is shown when the page goes away. */
export function useShownOnce({
  onDone,
  onForget = onDone,
}: {
  onDone: () => void
  onForget?: () => void
}): ShownOnce {
  const [kept, setKept] = useState(false)
  const [finishing, setFinishing] = useState(false)
  const departure = useWays().useDeparture(!kept)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  // A page kept by the browser for its back button must not come back with a secret in it.
  useEffect(() => {
    window.addEventListener('pagehide', onForget)
    return () => window.removeEventListener('pagehide', onForget)
  }, [onForget])
  return {
    heading,
    keep: () => setKept(true),
    finish: () => (kept ? onDone() : setFinishing(true)),
    question: (
      <LeaveDialog
        opened={departure.asked || finishing}
        onStay={() => (finishing ? setFinishing(false) : departure.stay())}
        onLeave={() => (finishing ? onDone() : departure.leave())}
      />
    ),
  }
}
