import { useCallback, useEffect, useRef, useState } from 'react'
import { CalledOff, useAct } from '../../lib/act.ts'
import { announce } from '../../lib/announce.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { type Answered, type Asking, ask } from './ask.ts'

/** Asks one thing at a time and holds its answer, in this one place, until the next or until the page goes. */
export function useAsking() {
  const { organization } = useOrganization()
  const fresh = useFreshSignIn()
  const [answered, setAnswered] = useState<Answered>()
  const stopping = useRef<AbortController>(undefined)
  const { run, pending, error } = useAct(async (write: () => Asking) => {
    setAnswered(undefined)
    const controller = new AbortController()
    stopping.current = controller
    try {
      const asking = write()
      const answer = await fresh(() => ask(organization, asking, controller.signal))
      setAnswered(answer)
      if (answer.errors.length === 0) announce('Answered')
    } catch (failure) {
      if (!controller.signal.aborted) throw failure
      throw new CalledOff()
    }
  })
  const stop = useCallback(() => {
    stopping.current?.abort()
    announce('Stopped')
  }, [])
  useEffect(() => {
    // A page kept by the browser for its back button must not come back with a value in it.
    const forget = () => setAnswered(undefined)
    window.addEventListener('pagehide', forget)
    return () => {
      window.removeEventListener('pagehide', forget)
      stopping.current?.abort()
    }
  }, [])
  return { run, stop, pending, error, answered }
}
