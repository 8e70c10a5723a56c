import { IconMapQuestion } from '@tabler/icons-react'
import { EmptyState } from './empty-state.tsx'

/** Stands where something was, or never was. */
export function Missing({ what }: { what: string }) {
  return (
    <EmptyState icon={<IconMapQuestion size={26} />} title={`No such ${what}`}>
      It was deleted, or the address is not quite right.
    </EmptyState>
  )
}
