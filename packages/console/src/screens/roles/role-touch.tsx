import type { RoleId, RolePreview, RoleRuleInput } from '@keyward/contract'
import { Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { counted } from '../../lib/counted.ts'
import { apart } from '../../lib/names.ts'
import { rolePreviewQuery } from '../../lib/people/people-queries.ts'
import { listWords } from '../../lib/token/describe-access.ts'
import { useOrganization } from '../../parts/membership.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

const PAUSE_MS = 400

/** What a changed rule would do to those who have the role, told before it is saved. */
export function RoleTouch({ roleId, rule }: { roleId: RoleId; rule: RoleRuleInput }) {
  const { organization } = useOrganization()
  const [settled] = useDebouncedValue(rule, PAUSE_MS)
  const preview = useQuery(rolePreviewQuery(organization, roleId, settled))
  if (preview.isPending) return <Skeleton height={96} radius="md" />
  if (preview.isError) return <ProblemNotice error={preview.error} onRetry={preview.refetch} />
  const { members, tokens, lost } = preview.data
  return (
    <Notice tone="hint" title={touchTitle(preview.data)}>
      <Stack gap={4} mt={4}>
        <Text size="sm">
          {members.count === 0
            ? 'No active member has the role.'
            : `${counted(members.count, 'member has', 'members have')} the role${named(members)}.`}
        </Text>
        {lost.length > 0 && (
          <Text size="sm">
            {tokens.count === 0
              ? 'No live token would lose anything.'
              : `${counted(tokens.count, 'live token')} would lose something${named(tokens)}. ${trafficOf(tokens)}`}
          </Text>
        )}
      </Stack>
    </Notice>
  )
}

function touchTitle({ gained, lost }: RolePreview): string {
  const parts = [
    ...(lost.length > 0 ? [`takes ${counted(lost.length, 'permission')} away`] : []),
    ...(gained.length > 0 ? [`adds ${counted(gained.length, 'permission')}`] : []),
  ]
  return parts.length === 0 ? 'This changes nothing today' : `This ${parts.join(' and ')}`
}

function named({ names, count }: { names: readonly string[]; count: number }): string {
  if (names.length === 0) return ''
  return count > names.length
    ? `: ${names.map(apart).join(', ')} and ${count - names.length} more`
    : `: ${listWords(names.map(apart))}`
}

function trafficOf({ callsLastDay, callers }: RolePreview['tokens']): string {
  if (callsLastDay === 0) return 'Nobody used them in the last 24 hours.'
  return `In the last 24 hours they were used ${counted(callsLastDay, 'time')}, from ${counted(callers, 'address', 'addresses')}.`
}
