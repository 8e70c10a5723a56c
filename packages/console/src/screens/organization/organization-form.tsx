import { permission, type Settings } from '@keyward/contract'
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { draftOfSettings, openSettings, toSettingsChange } from '../../lib/people/organization-draft.ts'
import { faultsByField } from '../../lib/problem.ts'
import { settingsQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

const FIELDS = ['name', 'contact', 'timeZone', 'seatsPerMember'] as const

type OrganizationFormProps = { standing: Settings; onSaved: () => void }

export function OrganizationForm({ standing, onSaved }: OrganizationFormProps) {
  const membership = useMembership()
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [draft, setDraft] = useState(() => draftOfSettings(standing))
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const input = toSettingsChange(draft, standing)
  const right = permission('keyward', 'settings', 'update')
  const locked = whyNotWith(membership, right, 'change the settings')
  const save = useAct(async () => {
    const saved = await fresh(() => client.updateSettings(input))
    queries.setQueryData(settingsQuery(organization).queryKey, saved)
    showToast('The settings are saved.')
    onSaved()
  })
  const { byField: found, rest } = faultsByField(save.error, FIELDS)
  const byField: Partial<Record<string, string>> = { ...found, ...openSettings(draft) }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!locked && Object.keys(openSettings(draft)).length === 0) save.run()
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl" maw={520}>
        <TextInput
          label="Name"
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={byField.name}
          disabled={locked !== undefined}
          autoComplete="organization"
        />
        <TextInput
          label="Contact (optional)"
          description="Whom people ask for rights that they lack: an address, a channel, a name. Empty: “an organisation admin”."
          value={draft.contact}
          onChange={(event) => change({ contact: event.currentTarget.value })}
          error={byField.contact}
          disabled={locked !== undefined}
          autoComplete="off"
        />
        <NativeSelect
          label="Time zone"
          description="In which mails tell instants, beside UTC. The console shows each person their own."
          data={zones(standing.timeZone)}
          rightSection={<IconSelector size={16} aria-hidden />}
          value={draft.timeZone}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
          error={byField.timeZone}
          disabled={locked !== undefined}
        />
        <TextInput
          label="Personal tokens for each member"
          description="How many may be live at once. Lowering it ends none, and blocks new ones."
          value={draft.seats}
          onChange={(event) => change({ seats: event.currentTarget.value })}
          error={byField.seatsPerMember}
          disabled={locked !== undefined}
          inputMode="numeric"
        />
        {Object.keys(byField).length === 0 && <ProblemNotice error={save.error} more={rest} />}
        <Group>
          {locked ? (
            <GuardedButton reason={locked} onClick={() => {}}>
              Save settings
            </GuardedButton>
          ) : (
            <Button type="submit" loading={save.pending} disabled={Object.keys(input).length === 0}>
              Save settings
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** The zones that this browser knows, UTC and the one that is set among them. */
const zones = (set: string): string[] => [...new Set(['UTC', set, ...Intl.supportedValuesOf('timeZone')])]
