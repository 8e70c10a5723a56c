import type { Outbox } from '@keyward/contract'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { outboxQuery } from '../../lib/mail-queries.ts'
import { FramedList } from '../../parts/list/framed-list.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Mail } from './mail.tsx'

/** Each mail that is owed, and how far it has come. */
export function OutboxSection() {
  const { organization } = useOrganization()
  const outbox = useInfiniteQuery(outboxQuery(organization))
  if (outbox.isPending) return <LoadingRows />
  if (outbox.isError) return <ProblemNotice error={outbox.error} onRetry={outbox.refetch} />
  const [first] = outbox.data.pages
  const notices = outbox.data.pages.flatMap((page) => page.notices)
  return (
    <Stack component="section" aria-labelledby="outbox" gap="md">
      <div>
        <Title order={2} id="outbox">
          Outbox
        </Title>
        {first && <Text c="dimmed">{countsIn(first.counts)}</Text>}
      </div>
      {notices.length === 0 ? (
        <EmptyState icon={<IconMail size={26} />} title="No mail yet">
          Each mail that is owed to somebody stands here, with how far it has come, for 30 days.
        </EmptyState>
      ) : (
        <FramedList aria-labelledby="outbox">
          {notices.map((notice) => (
            <Mail key={notice.id} notice={notice} />
          ))}
        </FramedList>
      )}
      {outbox.hasNextPage && (
        <Group>
          <Button
            variant="default"
            loading={outbox.isFetchingNextPage}
            onClick={() => outbox.fetchNextPage()}
          >
            Show older mails
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function countsIn({ waiting, sending, sent, failed }: Outbox['counts']): string {
  const parts = [`${sent} sent`, `${waiting + sending} waiting`, `${failed} failed`]
  return `${parts.join(', ')} in the last 30 days.`
}
