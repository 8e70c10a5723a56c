import { type Outbox, permission } from '@keyward/contract'
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { outboxQuery } from '../../lib/mail-queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { GuardedButton } from '../../parts/guarded.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Mail } from './mail.tsx'
import classes from './notifications.module.css'

/** Whether mails can go out at all, and each that is owed. */
export function OutboxSection() {
  const { organization } = useOrganization()
  const outbox = useInfiniteQuery(outboxQuery(organization))
  if (outbox.isPending) return <Skeleton height={220} radius="lg" />
  if (outbox.isError) return <ProblemNotice error={outbox.error} onRetry={outbox.refetch} />
  const [first] = outbox.data.pages
  const notices = outbox.data.pages.flatMap((page) => page.notices)
  return (
    <>
      {first && <MailServer server={first.server} />}
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
          <ul className={classes.list}>
            {notices.map((notice) => (
              <Mail key={notice.id} notice={notice} />
            ))}
          </ul>
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
    </>
  )
}

function MailServer({ server }: Pick<Outbox, 'server'>) {
  const membership = useMembership()
  const { client } = useOrganization()
  const locked = whyNotWith(membership, permission('keyward', 'settings', 'update'), 'send a test mail')
  const test = useAct(async () => {
    const { to } = await client.sendTestMail({})
    showToast(`The mail server took a test mail to ${to}.`)
  })
  if (!server)
    return (
      <Notice tone="hint" title="This server sends no mail">
        <span>
          What is owed waits in the outbox below, for five days. Whoever runs the server sets{' '}
          <code>KEYWARD_SMTP_URL</code> and <code>KEYWARD_MAIL_FROM</code>.
        </span>
      </Notice>
    )
  return (
    <Stack component="section" aria-labelledby="mail-server" gap="sm">
      <Group justify="space-between" align="flex-start" gap="md">
        <div>
          <Title order={2} id="mail-server">
            Mail server
          </Title>
          <Text c="dimmed">
            <span className="kw-mono">{server.address}</span>, from{' '}
            <span className="kw-mono">{server.from}</span>
          </Text>
        </div>
        <GuardedButton reason={locked} variant="default" loading={test.pending} onClick={() => test.run()}>
          Send a test mail
        </GuardedButton>
      </Group>
      <ProblemNotice error={test.error} />
    </Stack>
  )
}

function countsIn({ waiting, sending, sent, failed }: Outbox['counts']): string {
  const parts = [`${sent} sent`, `${waiting + sending} waiting`, `${failed} failed`]
  return `${parts.join(', ')} in the last 30 days.`
}
