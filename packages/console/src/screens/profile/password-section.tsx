import { Button, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { sessionsQuery } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { NewPasswordField, PasswordField } from '../../parts/entry/account-fields.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Section } from './section.tsx'

export function PasswordSection({ email }: { email: string }) {
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useAct(() =>
    fresh(async () => {
      await client.changePassword({ current, password })
      return true
    }),
  )
  const { byField } = faultsByField(change.error, ['current', 'password'])
  const wrong = hasCode(change.error, 'sign_in_failed') ? 'This is not your current password.' : undefined
  const told = wrong ?? byField.current ?? byField.password
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await change.run())) return
    setCurrent('')
    setPassword('')
    queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    showToast('Your password is changed. You are signed out everywhere else.')
  }
  return (
    <Section title="Password" lead="Changing it signs you out everywhere else.">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <PasswordField
            label="Current password"
            value={current}
            onChange={setCurrent}
            error={wrong ?? byField.current}
          />
          <NewPasswordField
            label="New password"
            value={password}
            onChange={setPassword}
            error={byField.password}
          />
          {!told && <ProblemNotice error={change.error} />}
          <div>
            <Button type="submit" variant="default" loading={change.pending}>
              Change password
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}
