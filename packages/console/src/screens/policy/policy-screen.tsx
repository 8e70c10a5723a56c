import { type Policy, permission } from '@keyward/contract'
import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { sessionQuery, settingsQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { draftOfPolicy, PolicyFields, policyOf, samePolicy } from './policy-fields.tsx'
import { PolicyTouch } from './policy-touch.tsx'

const TITLE = 'Policy'
const TYPING_MS = 400

/** What the organisation allows of new tokens, and which live ones break it. */
export function PolicyScreen() {
  const membership = useMembership()
  const { organization } = useOrganization()
  const settings = useQuery(settingsQuery(organization))
  const reason = whyNotWith(membership, permission('keyward', 'settings', 'read'), 'see the policy')
  if (reason) return <NoRight title={TITLE} reason={reason} />
  return (
    <Page
      title={TITLE}
      width="form"
      lead="What new tokens must keep to. It is looked at when a token is generated, regenerated, re-approved or edited."
    >
      {settings.isPending && <Skeleton height={320} radius="lg" />}
      {settings.isError && <ProblemNotice error={settings.error} onRetry={settings.refetch} />}
      {settings.data && (
        <PolicyForm key={JSON.stringify(settings.data.policy)} standing={settings.data.policy} />
      )}
    </Page>
  )
}

function PolicyForm({ standing }: { standing: Policy }) {
  const membership = useMembership()
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [draft, setDraft] = useState(() => draftOfPolicy(standing))
  const policy = policyOf(draft)
  const [settled] = useDebouncedValue(policy, TYPING_MS)
  const changed = !policy || !samePolicy(policy, standing)
  const locked = whyNotWith(membership, permission('keyward', 'settings', 'update'), 'change the policy')
  const save = useAct(async (wanted: Policy) => {
    const saved = await fresh(() => client.updateSettings({ policy: wanted }))
    queries.setQueryData(settingsQuery(organization).queryKey, saved)
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    showToast('The policy is in force for new tokens.')
  })
  const chosen = draft.accessKinds.length > 0

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (policy && chosen && !locked) save.run(policy)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        <PolicyFields
          draft={draft}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          disabled={locked !== undefined}
          faults={{
            ...(!policy && { longestDays: 'Give a whole number from 1 to 3650, or nothing.' }),
            ...(!chosen && { accessKinds: 'Allow at least one.' }),
          }}
        />
        {settled && chosen && !locked && <PolicyTouch policy={settled} inForce={!changed} />}
        <ProblemNotice error={save.error} />
        <Group>
          {locked ? (
            <GuardedButton reason={locked} onClick={() => {}}>
              Save policy
            </GuardedButton>
          ) : (
            <Button type="submit" loading={save.pending} disabled={!changed || !policy || !chosen}>
              Save policy
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
