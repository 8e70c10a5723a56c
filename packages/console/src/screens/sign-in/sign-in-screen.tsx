import type { Session } from '@keyward/contract'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { EntryFrame } from '../../parts/entry-frame.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { CodeStep } from './code-step.tsx'

const FIELDS = ['email', 'password']

/** Signs a person in, in one step or two, and hands the session to whoever shows this. */
export function SignInScreen({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const [half, setHalf] = useState(false)
  return half ? (
    <CodeStep onSignedIn={onSignedIn} onStartAgain={() => setHalf(false)} />
  ) : (
    <PasswordStep onSignedIn={onSignedIn} onHalf={() => setHalf(true)} />
  )
}

type PasswordStepProps = { onSignedIn: (session: Session) => void; onHalf: () => void }

function PasswordStep({ onSignedIn, onHalf }: PasswordStepProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const passwordField = useRef<HTMLInputElement>(null)
  const signIn = useAct(async () => {
    try {
      return await client.signIn({ email: email.trim(), password })
    } catch (error) {
      if (!hasCode(error, 'second_factor_required')) throw error
      onHalf()
      return undefined
    }
  })
  const { byField } = faultsByField(signIn.error, FIELDS)
  const beside = Object.keys(byField).length > 0

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const session = await signIn.run()
    if (session) onSignedIn(session)
    else passwordField.current?.select()
  }

  return (
    <EntryFrame title="Sign in">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            type="email"
            label="E-mail"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={byField.email}
            autoFocus
          />
          <PasswordInput
            ref={passwordField}
            label="Password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={byField.password}
          />
          {!beside && <ProblemNotice error={signIn.error} />}
          <Button type="submit" loading={signIn.pending} fullWidth mt="xs">
            Sign in
          </Button>
          <PlaceLink to={{ at: 'forgot' }} size="sm" ta="center">
            Forgot your password?
          </PlaceLink>
        </Stack>
      </form>
    </EntryFrame>
  )
}
