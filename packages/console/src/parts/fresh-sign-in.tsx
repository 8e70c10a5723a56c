import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { createContext, type FormEvent, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { CalledOff, useAct } from '../lib/act.ts'
import { client } from '../lib/client.ts'
import { hasCode } from '../lib/problem.ts'
import { ProblemNotice } from './problem-notice.tsx'

type Fresh = <T>(act: () => Promise<T>) => Promise<T>
type Asked = { why: 'stale' | 'ended'; settle: (confirmed: boolean) => void }

const FreshContext = createContext<Fresh | undefined>(undefined)

/** Runs an act; where the server wants the password again, asks for it and repeats the act. */
export function useFreshSignIn(): Fresh {
  const fresh = useContext(FreshContext)
  if (!fresh) throw new TypeError('useFreshSignIn: no FreshSignInProvider above')
  return fresh
}

export function FreshSignInProvider({ email, children }: { email: string; children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>()
  const latest = useRef(asked)
  latest.current = asked

  const fresh = useCallback<Fresh>(async (act) => {
    try {
      return await act()
    } catch (error) {
      if (!hasCode(error, 'sign_in_stale', 'session_required')) throw error
      const why = error.code === 'sign_in_stale' ? 'stale' : 'ended'
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

const WORDS = {
  stale: { title: 'Confirm your password', lead: 'You signed in a while ago. Confirm that it is you.' },
  ended: { title: 'Sign in again', lead: 'Your session has ended. Nothing you typed is lost.' },
}

function PasswordDialog({ email, asked }: { email: string; asked: Asked }) {
  const [password, setPassword] = useState('')
  const signIn = useAct(() => client.signIn({ email, password }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (await signIn.run()) asked.settle(true)
  }
  const { title, lead } = WORDS[asked.why]
  return (
    <Modal opened onClose={() => asked.settle(false)} title={title} zIndex={300}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{lead}</Text>
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <PasswordInput
            label={`Password for ${email}`}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            data-autofocus
          />
          <ProblemNotice error={signIn.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => asked.settle(false)}>
              Cancel
            </Button>
            <Button type="submit" loading={signIn.pending}>
              Continue
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
