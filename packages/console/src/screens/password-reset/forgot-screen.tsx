import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField } from '../../lib/problem.ts'
import { EmailField } from '../../parts/entry/account-fields.tsx'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { EntryFrame } from '../../parts/entry/entry-frame.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
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
  const submit = async () => {
    if (await request.run()) setAsked(true)
  }
  if (asked)
    return (
      <EntryFrame title="Check your mail">
        <Stack gap="md">
          <Text>
            If somebody signs in here as <strong>{email.trim()}</strong>, a mail with a link is on its way.
            The link is good for 30 minutes, once.
          </Text>
          <BackToSignIn />
        </Stack>
      </EntryFrame>
    )
  return (
    <EntryFrame title="Forgot your password?" lead="We send you a link with which you set a new one.">
      <EntryForm act="Send the link" onAct={submit} pending={request.pending} below={<BackToSignIn />}>
        <EmailField value={email} onChange={setEmail} error={byField.email} autoFocus />
        {!byField.email && <ProblemNotice error={request.error} />}
      </EntryForm>
    </EntryFrame>
  )
}

const BackToSignIn = () => (
  <PlaceLink to={{ at: 'sign-in' }} size="sm" ta="center">
    Back to sign-in
  </PlaceLink>
)
