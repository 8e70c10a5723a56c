import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../lib/act.ts'
import { client } from '../lib/client.ts'
import { Dialog } from './dialog.tsx'
import type { Asked } from './fresh-sign-in.tsx'
import { ProblemNotice } from './problem-notice.tsx'

const WORDS = {
  stale: { title: 'Confirm your password', lead: 'You signed in a while ago. Confirm that it is you.' },
  ended: { title: 'Sign in again', lead: 'Your session has ended. Nothing you typed is lost.' },
}

/** Asks for the password again, over whatever is being done. */
export function PasswordDialog({ email, asked }: { email: string; asked: Asked }) {
  const [password, setPassword] = useState('')
  const signIn = useAct(() => client.signIn({ email, password }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (await signIn.run()) asked.settle(true)
  }
  const { title, lead } = WORDS[asked.why]
  return (
    <Dialog onClose={() => asked.settle(false)} title={title} above>
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
    </Dialog>
  )
}
