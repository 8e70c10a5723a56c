import { permission, type Webhook } from '@keyward/contract'
import { Text } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { whyNotWith } from '../../lib/rights.ts'
import { webhookListQuery } from '../../lib/webhook-queries.ts'
import { FramedItem, FramedList } from '../../parts/list/framed-list.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { WebhookStatus } from './webhook-status.tsx'
import { eventsIn } from './webhook-words.ts'

const TITLE = 'Webhooks'
const webhooks = (action: string) => permission('keyward', 'webhooks', action)

/** Settings → Webhooks: the addresses that are told of what happens to tokens. */
export function WebhooksScreen() {
  const membership = useMembership()
  const [creating, setCreating] = useState(false)
  const unread = whyNotWith(membership, webhooks('read'), 'see the webhooks')
  const locked = whyNotWith(membership, webhooks('update'), 'create a webhook')
  if (unread) return <NoRight title={TITLE} reason={unread} />
  return (
    <Page
      title={TITLE}
      documentTitle={`Webhooks · ${membership.organization.name}`}
      lead="Addresses of yours that are told, by a signed POST, of what happens to API tokens."
      action={
        <GuardedButton reason={locked} onClick={() => setCreating(true)}>
          Create a webhook
        </GuardedButton>
      }
    >
      <WebhookList />
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function WebhookList() {
  const { organization } = useOrganization()
  const list = useQuery(webhookListQuery(organization))
  if (list.isPending) return <LoadingRows />
  if (list.isError) return <ProblemNotice error={list.error} onRetry={list.refetch} />
  if (list.data.webhooks.length === 0)
    return (
      <EmptyState icon={<IconWebhook size={26} />} title="No webhook yet">
        A chat channel, a ticket system or a program of yours can hear of each token that is generated,
        revoked, or about to expire.
      </EmptyState>
    )
  return (
    <FramedList aria-label={TITLE}>
      {list.data.webhooks.map((webhook) => (
        <Item key={webhook.id} webhook={webhook} />
      ))}
    </FramedList>
  )
}

function Item({ webhook }: { webhook: Webhook }) {
  return (
    <FramedItem end={<WebhookStatus webhook={webhook} />}>
      <PlaceLink to={{ at: 'webhook', webhookId: webhook.id }} fw={550} c="inherit">
        {webhook.name}
      </PlaceLink>
      <Text size="sm" c="dimmed">
        {new URL(webhook.url).host} · {eventsIn(webhook)}
      </Text>
    </FramedItem>
  )
}
