import { Skeleton, Stack } from '@mantine/core'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

export function TokenListSkeleton() {
  return (
    <Stack gap="sm" aria-label="Loading tokens" role="status">
      {ROWS.map((row) => (
        <Skeleton key={row} height={44} radius="md" />
      ))}
    </Stack>
  )
}
