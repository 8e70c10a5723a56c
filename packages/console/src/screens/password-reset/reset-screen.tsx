import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { EntryFrame } from '../../parts/entry-frame.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PlaceButton } from '../../parts/ways.tsx'

/** Sets a new password with the secret of a link from a mail. */
export function ResetScreen({ secret }: { secret: string }) {
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const reset = useAct(async () => {
    await client.resetPassword({ secret, password })
    return true
  })
  const { byField } = faultsByField(reset.error, ['password'])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await reset.run()) setDone(true)
  }
  if (done)
    return (
      <EntryFrame title="Your password is changed">
        <Stack gap="md">
          <Text>You are signed out everywhere. Sign in with the new password.</Text>
          <PlaceButton to={{ at: 'sign-in' }}>Sign in</PlaceButton>
        </Stack>
      </EntryFrame>
    )
  if (secret === '' || hasCode(reset.error, 'reset_link_invalid'))
    return (
      <EntryFrame title="This link is no longer good">
        <Stack gap="md">
          <Text>
            It was used, it is older than 30 minutes, or it was cut short on its way. Ask for a new one.
          </Text>
          <PlaceButton to={{ at: 'forgot' }}>Ask for a new link</PlaceButton>
        </Stack>
      </EntryFrame>
    )
  return (
    <EntryFrame title="Set a new password" lead="It signs you out everywhere else.">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <PasswordInput
            label="New password"
            description="At least 15 characters: a few unrelated words do"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={byField.password}
            autoFocus
          />
          {!byField.password && <ProblemNotice error={reset.error} />}
          <Button type="submit" loading={reset.pending} fullWidth mt="xs">
            Set the password
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  )
}
