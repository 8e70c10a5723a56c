import { permission } from '@keyward/contract'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { settingsQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { OrganizationForm } from './organization-form.tsx'

const TITLE = 'Organisation'

/** Settings → Organisation: what it is called, whom to ask, how instants are told, how many seats there are. */
export function OrganizationScreen({ onSaved }: { onSaved: () => void }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const reason = whyNotWith(membership, permission('keyward', 'settings', 'read'), 'see the settings')
  const settings = useQuery({ ...settingsQuery(organization), enabled: !reason })
  if (reason) return <NoRight title={TITLE} reason={reason} />
  return (
    <Page
      title={TITLE}
      width="form"
      lead="What it is called, whom its people ask, and how many tokens each may have."
    >
      {settings.isPending && <Skeleton height={320} radius="lg" />}
      <ProblemNotice error={settings.error} onRetry={settings.refetch} />
      {settings.data && (
        <OrganizationForm key={JSON.stringify(settings.data)} standing={settings.data} onSaved={onSaved} />
      )}
    </Page>
  )
}
