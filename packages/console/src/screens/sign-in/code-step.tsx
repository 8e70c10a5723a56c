import type { Session } from '@keyward/contract'
import { Button, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { EntryFrame } from '../../parts/entry-frame.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

type CodeStepProps = { onSignedIn: (session: Session) => void; onStartAgain: () => void }

/** The second step of a sign-in. */
export function CodeStep({ onSignedIn, onStartAgain }: CodeStepProps) {
  const [code, setCode] = useState('')
  const finish = useAct(() => client.finishSignIn({ code }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const session = await finish.run()
    if (session) onSignedIn(session)
  }
  return (
    <EntryFrame
      title="One more step"
      lead="Your password is right. Now show that you have your second factor."
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <CodeField value={code} onChange={setCode} />
          <ProblemNotice error={finish.error} />
          <Button type="submit" loading={finish.pending} fullWidth mt="xs">
            Sign in
          </Button>
          <Button variant="subtle" onClick={onStartAgain}>
            Start again
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  )
}
