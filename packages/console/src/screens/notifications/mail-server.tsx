import { type Outbox, permission } from '@keyward/contract'
import { Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { outboxQuery } from '../../lib/mail-queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

/** Whether mails can go out at all, and from where. */
export function MailServer() {
  const { organization } = useOrganization()
  const server = useInfiniteQuery(outboxQuery(organization)).data?.pages[0]?.server
  if (server === undefined) return null
  return server ? <Server server={server} /> : <NoServer />
}

const NoServer = () => (
  <Notice tone="hint" title="This server sends no mail">
    <span>
      What is owed waits in the outbox below, for five days. Whoever runs the server sets{' '}
      <code>KEYWARD_SMTP_URL</code> and <code>KEYWARD_MAIL_FROM</code>.
    </span>
  </Notice>
)

function Server({ server }: { server: NonNullable<Outbox['server']> }) {
  const membership = useMembership()
  const { client } = useOrganization()
  const locked = whyNotWith(membership, permission('keyward', 'settings', 'update'), 'send a test mail')
  const fresh = useFreshSignIn()
  const test = useAct(async () => {
    const { to } = await fresh(() => client.sendTestMail({}))
    showToast(`The mail server took a test mail to ${to}.`)
  })
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
