import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { CalledOff } from '../../lib/act.ts'
import { hasCode, hasEnded } from '../../lib/problem.ts'
import { lazyDialog } from './lazy-dialog.tsx'
import type { Asked } from './password-dialog.tsx'

type Fresh = <T>(act: () => Promise<T>) => Promise<T>

const PasswordDialog = lazyDialog(async () => (await import('./password-dialog.tsx')).PasswordDialog)
const FreshContext = createContext<Fresh | undefined>(undefined)

/** Runs an act; where the server wants the password again, asks for it and repeats the act. */
export function useFreshSignIn(): Fresh {
  const fresh = useContext(FreshContext)
  if (!fresh) throw new TypeError('useFreshSignIn: no FreshSignInProvider above')
  return fresh
}

export function FreshSignInProvider({ email, children }: { email: string; children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>()

  const fresh = useCallback<Fresh>(async (act) => {
    try {
      return await act()
    } catch (error) {
      const why = hasEnded(error) ? 'ended' : hasCode(error, 'sign_in_stale') ? 'stale' : undefined
      if (!why) throw error
      const confirmed = await new Promise<boolean>((settle) => setAsked({ why, settle }))
      setAsked(undefined)
      if (!confirmed) throw new CalledOff()
      return act()
    }
  }, [])

  return (
    <FreshContext.Provider value={fresh}>
      {children}
      {asked && <PasswordDialog email={email} asked={asked} />}
    </FreshContext.Provider>
  )
}
