import { Button, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField } from '../../lib/problem.ts'
import { EntryFrame } from '../../parts/entry-frame.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PlaceLink } from '../../parts/ways.tsx'

/** Asks for a mail with which a password can be set anew. */
export function ForgotScreen() {
  const [email, setEmail] = useState('')
  const [asked, setAsked] = useState(false)
  const request = useAct(async () => {
    await client.requestPasswordReset({ email: email.trim() })
    return true
  })
  const { byField } = faultsByField(request.error, ['email'])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await request.run()) setAsked(true)
  }
  if (asked)
    return (
      <EntryFrame title="Look into your mail">
        <Stack gap="md">
          <Text>
            If somebody signs in here as <strong>{email.trim()}</strong>, a mail with a link is on its way.
            The link is good for 30 minutes, once.
          </Text>
          <PlaceLink to={{ at: 'sign-in' }}>Back to sign-in</PlaceLink>
        </Stack>
      </EntryFrame>
    )
  return (
    <EntryFrame title="Forgot your password?" lead="We send you a link with which you set a new one.">
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
          {!byField.email && <ProblemNotice error={request.error} />}
          <Button type="submit" loading={request.pending} fullWidth mt="xs">
            Send the link
          </Button>
          <PlaceLink to={{ at: 'sign-in' }} size="sm" ta="center">
            Back to sign-in
          </PlaceLink>
        </Stack>
      </form>
    </EntryFrame>
  )
}
