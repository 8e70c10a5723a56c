import type { OrganizationId, Session } from '@keyward/contract'
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

const FIELDS = ['code', 'organization.name', 'owner.name', 'owner.email', 'owner.password'] as const
const EMPTY = { organization: '', name: '', email: '', password: '' }

type SetupFormProps = {
  /** The code that came with the address, or nothing. */
  code: string

  onSetUp: (organization: OrganizationId, session: Session) => void
  onUsed: () => void
}

export function SetupForm({ code, onSetUp, onUsed }: SetupFormProps) {
  const [typed, setTyped] = useState({ ...EMPTY, code })
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }))
  const setUp = useAct(async () => {
    const owner = { name: typed.name, email: typed.email.trim(), password: typed.password }
    const made = await client.setUp({
      code: typed.code.trim(),
      organization: { name: typed.organization },
      owner,
    })
    return { made, session: await client.getSession() }
  })
  const { byField, rest } = faultsByField(setUp.error, FIELDS)
  if (hasCode(setUp.error, 'setup_code_wrong')) byField.code = setUp.error.message
  if (hasCode(setUp.error, 'password_weak')) byField['owner.password'] = setUp.error.message

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await setUp.run()
    if (done) onSetUp(done.made.organization.id, done.session)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Setup code"
          description="The server printed it in its terminal when it started."
          autoComplete="off"
          spellCheck={false}
          value={typed.code}
          onChange={(event) => change({ code: event.currentTarget.value })}
          error={byField.code}
        />
        <TextInput
          label="Organisation"
          description="The name of your company or team"
          autoComplete="organization"
          value={typed.organization}
          onChange={(event) => change({ organization: event.currentTarget.value })}
          error={byField['organization.name']}
        />
        <TextInput
          label="Your name"
          autoComplete="name"
          value={typed.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={byField['owner.name']}
        />
        <TextInput
          type="email"
          label="Your e-mail"
          autoComplete="username"
          value={typed.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
          error={byField['owner.email']}
        />
        <PasswordInput
          label="Password"
          description="At least 15 characters: a few words do"
          autoComplete="new-password"
          value={typed.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
          error={byField['owner.password']}
        />
        {(Object.keys(byField).length === 0 || rest.length > 0) && (
          <ProblemNotice
            error={setUp.error}
            more={rest}
            {...(hasCode(setUp.error, 'setup_done') && { onRetry: onUsed, retryLabel: 'Go to sign-in' })}
          />
        )}
        <Button type="submit" loading={setUp.pending} fullWidth mt="xs">
          Set up
        </Button>
      </Stack>
    </form>
  )
}
