import type { OrganizationId, Session } from '@keyward/contract'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { EmailField, NameField, NewPasswordField } from '../../parts/entry/account-fields.tsx'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

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

  const submit = async () => {
    const done = await setUp.run()
    if (done) onSetUp(done.made.organization.id, done.session)
  }

  return (
    <EntryForm act="Set up" onAct={submit} pending={setUp.pending}>
      <TextInput
        label="Setup code"
        description="The server printed it in its terminal when it started."
        autoComplete="off"
        spellCheck={false}
        value={typed.code}
        onChange={(event) => change({ code: event.currentTarget.value })}
        error={byField.code}
        autoFocus={code === ''}
      />
      <TextInput
        label="Organisation"
        description="The name of your company or team"
        autoComplete="organization"
        value={typed.organization}
        onChange={(event) => change({ organization: event.currentTarget.value })}
        error={byField['organization.name']}
        autoFocus={code !== ''}
      />
      <NameField value={typed.name} onChange={(name) => change({ name })} error={byField['owner.name']} />
      <EmailField
        label="Your e-mail"
        value={typed.email}
        onChange={(email) => change({ email })}
        error={byField['owner.email']}
      />
      <NewPasswordField
        value={typed.password}
        onChange={(password) => change({ password })}
        error={byField['owner.password']}
      />
      {(Object.keys(byField).length === 0 || rest.length > 0) && (
        <ProblemNotice
          error={setUp.error}
          more={rest}
          {...(hasCode(setUp.error, 'setup_done') && { onRetry: onUsed, retryLabel: 'Go to sign-in' })}
        />
      )}
    </EntryForm>
  )
}
