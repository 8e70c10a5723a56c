import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { EntryFrame } from '../parts/entry/entry-frame.tsx'
import { useMaybeMembership } from '../parts/membership.tsx'
import { EmptyState } from '../parts/page/empty-state.tsx'
import { Page } from '../parts/page/page.tsx'

/** Nothing is at this address: it was mistyped, deleted, or belongs to an organisation that one is not in. */
export function NotFoundPage() {
  const inside = useMaybeMembership() !== undefined
  if (inside) return <NothingPage title="Nothing is here" />
  return (
    <EntryFrame title="Nothing is here" lead={WHY}>
      <WayOn />
    </EntryFrame>
  )
}

export function NothingPage({ title }: { title: string }) {
  return (
    <Page title={title} width="form">
      <EmptyState icon={<IconMapQuestion size={26} />} title="Check the address" action={<WayOn />}>
        {WHY}
      </EmptyState>
    </Page>
  )
}

const WHY =
  'The address may be mistyped or deleted, or belong to an organisation that you are not a member of.'

function WayOn() {
  return (
    <Button component="a" href="/" variant="default">
      Go to API tokens
    </Button>
  )
}
