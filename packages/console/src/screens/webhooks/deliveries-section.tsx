import { type Delivery, permission, type Webhook } from '@keyward/contract'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { formatRelative } from '../../lib/dates.ts'
import { useNow } from '../../lib/now.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { deliveriesQuery } from '../../lib/webhook-queries.ts'
import { DeliveryMark } from '../../parts/list/delivery-mark.tsx'
import { FramedItem, FramedList } from '../../parts/list/framed-list.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Ago } from '../../parts/relative-time.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { useWebhookChange } from './use-webhook-change.ts'
import { attemptIn, EVENTS } from './webhook-words.ts'

/** What was posted to a webhook, and how it went. */
export function DeliveriesSection({ webhook }: { webhook: Webhook }) {
  const { organization } = useOrganization()
  const log = useInfiniteQuery(deliveriesQuery(organization, webhook.id))
  const deliveries = log.data?.pages.flatMap((page) => page.deliveries) ?? []
  return (
    <Stack component="section" aria-labelledby="deliveries" gap="md">
      <div>
        <Title order={2} id="deliveries">
          Deliveries
        </Title>
        <Text c="dimmed">What was posted in the last 30 days, the newest first.</Text>
      </div>
      {log.isPending && <LoadingRows />}
      <ProblemNotice error={log.error} onRetry={log.refetch} />
      {log.data && deliveries.length === 0 && (
        <Text c="dimmed">Nothing yet. “Send a test” posts a message that tells of nothing.</Text>
      )}
      {deliveries.length > 0 && (
        <FramedList aria-labelledby="deliveries">
          {deliveries.map((delivery) => (
            <Item key={delivery.id} webhook={webhook} delivery={delivery} />
          ))}
        </FramedList>
      )}
      {log.hasNextPage && (
        <Group>
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
            Show older deliveries
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Item({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const { id, type, tokenId, status, createdAt, last } = delivery
  return (
    <FramedItem
      end={
        <>
          <DeliveryMark status={status} />
          <Redeliver webhook={webhook} delivery={delivery} />
        </>
      }
    >
      <Text fw={550}>{type === 'webhook.test' ? 'Test' : EVENTS[type]}</Text>
      <Text size="sm" c="dimmed" component="div">
        <Ago at={createdAt} />
        {tokenId && (
          <>
            {' · '}
            <PlaceLink to={{ at: 'token', tokenId }} className="kw-mono">
              {tokenId}
            </PlaceLink>
          </>
        )}
        {' · '}
        <span className="kw-mono">{id}</span>
      </Text>
      <Progress delivery={delivery} />
      {last && last.answer !== '' && (
        <Text size="sm" mt={4} className="kw-mono">
          {last.answer}
        </Text>
      )}
    </FramedItem>
  )
}

function Progress({ delivery: { status, tries, last, dueAt } }: { delivery: Delivery }) {
  const now = useNow()
  if (!last && status !== 'failed') return null
  const attempts = tries > 1 ? `Attempt ${tries}: ` : ''
  const next = status === 'waiting' && tries > 0 ? `. The next is due ${formatRelative(dueAt, now)}` : ''
  return (
    <Text size="sm" mt={4}>
      {attempts}
      {last ? attemptIn(last) : 'It was never tried: the webhook was switched off.'}
      {next}
    </Text>
  )
}

function Redeliver({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const membership = useMembership()
  const locked = whyNotWith(membership, permission('keyward', 'webhooks', 'update'), 'post a message again')
  const off = webhook.disabled ? 'Switch the webhook on first.' : undefined
  const again = useWebhookChange(
    (client) => client.redeliver({ webhookId: webhook.id, deliveryId: delivery.id }),
    'The message is posted again.',
  )
  return (
    <div>
      <GuardedButton
        variant="default"
        size="xs"
        reason={locked ?? off}
        loading={again.pending}
        onClick={() => again.run()}
      >
        Post again
      </GuardedButton>
      <ProblemNotice error={again.error} />
    </div>
  )
}
