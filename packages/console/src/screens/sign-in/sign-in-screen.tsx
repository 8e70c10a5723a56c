import type { Session } from '@keyward/contract'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField } from '../../lib/problem.ts'
import { EntryFrame } from '../../parts/entry-frame.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

const FIELDS = ['email', 'password']

/** Signs a person in, and hands the session to whoever shows this. */
export function SignInScreen({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const passwordField = useRef<HTMLInputElement>(null)
  const signIn = useAct(() => client.signIn({ email: email.trim(), password }))
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
        </Stack>
      </form>
    </EntryFrame>
  )
}
