import type { OpenedInvitation, Session } from '@keyward/contract'
import { Anchor, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { EmailField, NameField, NewPasswordField, PasswordField } from '../../parts/entry/account-fields.tsx'
import { EntryForm } from '../../parts/entry/entry-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

const FIELDS = ['as.name', 'as.email', 'as.password', 'as.code'] as const

type JoinFormProps = { opened: OpenedInvitation; secret: string; onJoined: (session: Session) => void }

/** Joins with a new account, or with one that the person has already. */
export function JoinForm({ opened, secret, onJoined }: JoinFormProps) {
  const [kind, setKind] = useState<'new' | 'account'>(opened.account ? 'account' : 'new')
  const [typed, setTyped] = useState({ name: '', email: opened.email, password: '', code: '' })
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }))
  const accept = useAct(() => {
    const { name, email, password, code } = typed
    const account = { kind: 'account' as const, email: email.trim(), password, ...(code && { code }) }
    return client.acceptInvitation({ secret, as: kind === 'new' ? { kind, name, password } : account })
  })
  const { byField, rest } = faultsByField(accept.error, FIELDS)
  if (hasCode(accept.error, 'password_weak')) byField['as.password'] = accept.error.message
  const askCode = typed.code !== '' || hasCode(accept.error, 'second_factor_required', 'second_factor_wrong')

  const submit = async () => {
    const joined = await accept.run()
    if (joined) onJoined(joined)
  }
  const other = () => {
    accept.reset()
    setKind(kind === 'new' ? 'account' : 'new')
  }

  const password = {
    value: typed.password,
    onChange: (text: string) => change({ password: text }),
    error: byField['as.password'],
  }
  const fields =
    kind === 'new' ? (
      <>
        <Text>Your account will be {opened.email}.</Text>
        <NameField value={typed.name} onChange={(name) => change({ name })} error={byField['as.name']} />
        <NewPasswordField {...password} />
      </>
    ) : (
      <>
        <EmailField
          label="Your e-mail"
          value={typed.email}
          onChange={(email) => change({ email })}
          error={byField['as.email']}
        />
        <PasswordField {...password} />
        {askCode && (
          <TextInput
            label="Code of your second factor"
            autoComplete="one-time-code"
            value={typed.code}
            onChange={(event) => change({ code: event.currentTarget.value })}
            error={byField['as.code']}
          />
        )}
      </>
    )

  return (
    <EntryForm
      act="Join"
      onAct={submit}
      pending={accept.pending}
      below={
        <Anchor component="button" type="button" size="sm" onClick={other}>
          {kind === 'new' ? 'I have an account here already' : 'I have no account here yet'}
        </Anchor>
      }
    >
      {fields}
      {(Object.keys(byField).length === 0 || rest.length > 0) && (
        <ProblemNotice error={accept.error} more={rest} />
      )}
    </EntryForm>
  )
}
