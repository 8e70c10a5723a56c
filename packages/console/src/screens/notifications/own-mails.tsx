import type { NoticeTopic } from '@keyward/contract'
import { Checkbox, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { preferencesQuery } from '../../lib/mail-queries.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

const TOPICS: readonly { topic: NoticeTopic; label: string; hint: string }[] = [
  { topic: 'expiring', label: 'My tokens expire soon', hint: 'Seven days and one day before.' },
  { topic: 'revoked', label: 'Somebody else revokes a token of mine', hint: 'With who it was and why.' },
  { topic: 'decided', label: 'My requests are decided', hint: 'Approved or denied.' },
]

/** What a person wants to hear of what concerns them alone. Each choice is saved at once. */
export function OwnMails() {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const { queryKey } = preferencesQuery(organization)
  const preferences = useQuery(preferencesQuery(organization))
  const fresh = useFreshSignIn()
  const save = useAct(async (muted: NoticeTopic[]) => {
    const before = queries.getQueryData(queryKey)
    queries.setQueryData(queryKey, { muted })
    try {
      await fresh(() => client.updateNoticePreferences({ muted }))
    } catch (failure) {
      queries.setQueryData(queryKey, before)
      throw failure
    }
  })
  const muted = preferences.data?.muted ?? []
  const choose = (topic: NoticeTopic, wanted: boolean) =>
    save.run(wanted ? muted.filter((each) => each !== topic) : [...muted, topic])
  return (
    <Stack component="section" aria-labelledby="own-mails" gap="md">
      <div>
        <Title order={2} id="own-mails">
          Mails to me
        </Title>
        <Text c="dimmed">What concerns you alone. Mails about your sign-in cannot be switched off.</Text>
      </div>
      {preferences.isPending && <Skeleton height={120} radius="lg" />}
      {preferences.isError && <ProblemNotice error={preferences.error} onRetry={preferences.refetch} />}
      {preferences.data && (
        <Stack gap="sm">
          {TOPICS.map(({ topic, label, hint }) => (
            <Checkbox
              key={topic}
              label={label}
              description={hint}
              checked={!muted.includes(topic)}
              onChange={(event) => choose(topic, event.currentTarget.checked)}
            />
          ))}
        </Stack>
      )}
      <ProblemNotice error={save.error} />
    </Stack>
  )
}
