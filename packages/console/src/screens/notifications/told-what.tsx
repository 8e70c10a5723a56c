import { type NoticeSettings, permission } from '@keyward/contract'
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { settingsQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

const PERSONAL = [
  { value: 'each', label: 'Each', hint: 'A mail for every personal token that is generated or may do more.' },
  { value: 'daily', label: 'Daily digest', hint: 'One mail at eight in the morning, if there is anything.' },
  { value: 'off', label: 'Not at all', hint: 'Organisation tokens are told all the same.' },
] as const

const EXPIRING = [
  { value: 'admins', label: 'Organisation admins', hint: 'Whoever may change the settings.' },
  { value: 'creator', label: 'Whoever made the token', hint: 'The admins, if that person is gone.' },
  { value: 'off', label: 'Nobody', hint: 'Answers to the token itself say so all the same.' },
] as const

/** What the organisation decides about its mails. */
export function ToldWhat() {
  const { organization } = useOrganization()
  const settings = useQuery(settingsQuery(organization))
  return (
    <Stack component="section" aria-labelledby="told-what" gap="md">
      <div>
        <Title order={2} id="told-what">
          Who is told what
        </Title>
        <Text c="dimmed">
          Organisation admins are always told of each organisation token that is generated, regenerated,
          re-approved or widened.
        </Text>
      </div>
      {settings.isPending && <Skeleton height={240} radius="lg" />}
      {settings.isError && <ProblemNotice error={settings.error} onRetry={settings.refetch} />}
      {settings.data && (
        <ToldWhatForm key={JSON.stringify(settings.data.notices)} standing={settings.data.notices} />
      )}
    </Stack>
  )
}

function ToldWhatForm({ standing }: { standing: NoticeSettings }) {
  const membership = useMembership()
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [draft, setDraft] = useState(standing)
  const locked = whyNotWith(
    membership,
    permission('keyward', 'settings', 'update'),
    'change who is told what',
  )
  const changed = draft.personalTokens !== standing.personalTokens || draft.expiring !== standing.expiring
  const save = useAct(async () => {
    const saved = await fresh(() => client.updateSettings({ notices: draft }))
    queries.setQueryData(settingsQuery(organization).queryKey, saved)
    showToast('Saved who is told what.')
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!locked) save.run()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <ChoiceField
          label="Admins hear of personal tokens"
          options={PERSONAL}
          value={draft.personalTokens}
          disabled={locked !== undefined}
          onChange={(personalTokens) => setDraft({ ...draft, personalTokens })}
        />
        <ChoiceField
          label="Before an organisation token expires, a warning goes to"
          options={EXPIRING}
          value={draft.expiring}
          disabled={locked !== undefined}
          onChange={(expiring) => setDraft({ ...draft, expiring })}
        />
        <ProblemNotice error={save.error} />
        <Group>
          {locked ? (
            <GuardedButton reason={locked} onClick={() => {}}>
              Save
            </GuardedButton>
          ) : (
            <Button type="submit" loading={save.pending} disabled={!changed}>
              Save
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
