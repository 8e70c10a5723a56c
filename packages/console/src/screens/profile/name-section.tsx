import type { Profile } from '@keyward/contract'
import { Button, Group, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { faultsByField } from '../../lib/problem.ts'
import { profileQuery, sessionQuery } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Section } from './section.tsx'

export function NameSection({ profile, onRenamed }: { profile: Profile; onRenamed: () => void }) {
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [name, setName] = useState(profile.name)
  const rename = useAct(() => fresh(() => client.updateProfile({ name })))
  const { byField } = faultsByField(rename.error, ['name'])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const renamed = await rename.run()
    if (!renamed) return
    setName(renamed.name)
    queries.setQueryData(profileQuery.queryKey, renamed)
    queries.setQueryData(
      sessionQuery.queryKey,
      (session) => session && { ...session, user: { ...session.user, name: renamed.name } },
    )
    onRenamed()
    showToast('Your name is changed.')
  }
  return (
    <Section title="Name" lead="How others see you, and how the audit log names you from now on.">
      <form onSubmit={submit} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={byField.name}
            flex="1 1 220px"
          />
          <Button type="submit" variant="default" loading={rename.pending}>
            Save name
          </Button>
        </Group>
        {!byField.name && <ProblemNotice error={rename.error} />}
      </form>
    </Section>
  )
}
