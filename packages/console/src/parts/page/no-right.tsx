import { IconLock } from '@tabler/icons-react'
import { EmptyState } from './empty-state.tsx'
import { Page } from './page.tsx'

/** Stands where a person may not look: which right is missing, and whom to ask. */
export function NoRight({ title, reason }: { title: string; reason: string | undefined }) {
  return (
    <Page title={title}>
      <EmptyState icon={<IconLock size={26} />} title="You need another right for this">
        {reason}
      </EmptyState>
    </Page>
  )
}
