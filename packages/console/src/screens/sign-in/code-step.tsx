import type { Session } from '@keyward/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { CodeField } from '../../parts/entry/code-field.tsx'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { EntryFrame } from '../../parts/entry/entry-frame.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

type CodeStepProps = { onSignedIn: (session: Session) => void; onStartAgain: () => void }

/** The second step of a sign-in. */
export function CodeStep({ onSignedIn, onStartAgain }: CodeStepProps) {
  const [code, setCode] = useState('')
  const finish = useAct(() => client.finishSignIn({ code }))
  const submit = async () => {
    const session = await finish.run()
    if (session) onSignedIn(session)
  }
  return (
    <EntryFrame
      title="One more step"
      lead="Your password is right. Now show that you have your second factor."
    >
      <EntryForm
        act="Sign in"
        onAct={submit}
        pending={finish.pending}
        below={
          <Button variant="subtle" onClick={onStartAgain}>
            Start again
          </Button>
        }
      >
        <CodeField value={code} onChange={setCode} />
        <ProblemNotice error={finish.error} />
      </EntryForm>
    </EntryFrame>
  )
}
