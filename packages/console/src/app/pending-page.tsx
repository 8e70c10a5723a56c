import { Skeleton, Stack } from '@mantine/core'

export function PendingPage() {
  return (
    <div className="kw-pending">
      <Stack gap="md" role="status" aria-label="Loading">
        <Skeleton height={32} width={260} />
        <Skeleton height={180} />
      </Stack>
    </div>
  )
}
