import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { NewPasswordField } from '../../parts/entry/account-fields.tsx'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { EntryFrame } from '../../parts/entry/entry-frame.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
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
  const submit = async () => {
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
      <EntryForm act="Set the password" onAct={submit} pending={reset.pending}>
        <NewPasswordField
          label="New password"
          value={password}
          onChange={setPassword}
          error={byField.password}
          autoFocus
        />
        {!byField.password && <ProblemNotice error={reset.error} />}
      </EntryForm>
    </EntryFrame>
  )
}
