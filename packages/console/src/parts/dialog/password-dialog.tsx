import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { hasCode } from '../../lib/problem.ts'
import { CodeField } from '../entry/code-field.tsx'
import { ProblemNotice } from '../page/problem-notice.tsx'
import { Dialog } from './dialog.tsx'

const WORDS = {
  stale: { title: 'Confirm your password', lead: 'You signed in a while ago. Confirm that it is you.' },
  ended: { title: 'Sign in again', lead: 'Your session has ended. Nothing you typed is lost.' },
}

/** Why the password is asked for, and who waits for the answer. */
export type Asked = { why: 'stale' | 'ended'; settle: (confirmed: boolean) => void }

/** Asks for the password again, and for a code where there is a second factor, over whatever is being done. */
export function PasswordDialog({ email, asked }: { email: string; asked: Asked }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wantsCode, setWantsCode] = useState(false)
  const prove = useAct(async () => {
    try {
      await proofOf(asked.why, { email, password, code: wantsCode ? code : undefined })
      return true
    } catch (error) {
      if (!wantsCode && hasCode(error, 'second_factor_required')) {
        setWantsCode(true)
        return false
      }
      if (hasCode(error, 'sign_in_expired')) setWantsCode(false)
      throw error
    }
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (await prove.run()) asked.settle(true)
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
            readOnly={wantsCode}
            data-autofocus
          />
          {wantsCode && <CodeField value={code} onChange={setCode} />}
          <ProblemNotice error={prove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => asked.settle(false)}>
              Cancel
            </Button>
            <Button type="submit" loading={prove.pending}>
              Continue
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

type Typed = { email: string; password: string; code: string | undefined }

/** A session that stands is proven anew; one that has ended is opened again, in one step or two. */
function proofOf(why: Asked['why'], { email, password, code }: Typed): Promise<unknown> {
  if (why === 'stale') return client.confirmSignIn({ password, ...(code !== undefined && { code }) })
  return code === undefined ? client.signIn({ email, password }) : client.finishSignIn({ code })
}
