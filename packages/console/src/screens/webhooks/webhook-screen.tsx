import { permission, type Webhook, type WebhookId } from '@keyward/contract'
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatExact } from '../../lib/dates.ts'
import { hasCode } from '../../lib/problem.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { webhookQuery } from '../../lib/webhook-queries.ts'
import { Facts } from '../../parts/list/facts.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { Missing } from '../../parts/page/missing.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Ago, Day } from '../../parts/relative-time.tsx'
import { DeliveriesSection } from './deliveries-section.tsx'
import { WebhookActions } from './webhook-actions.tsx'
import { WebhookStatus } from './webhook-status.tsx'
import { EVENTS, SWITCHED_OFF } from './webhook-words.ts'

const TITLE = 'Webhook'

/** One webhook: what it is told of, whether that gets through, and what was posted. */
export function WebhookScreen({ webhookId }: { webhookId: WebhookId }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const reason = whyNotWith(membership, permission('keyward', 'webhooks', 'read'), 'see the webhooks')
  const webhook = useQuery({ ...webhookQuery(organization, webhookId), enabled: !reason })
  if (reason) return <NoRight title={TITLE} reason={reason} />
  if (webhook.data) return <Sheet webhook={webhook.data} />
  return (
    <Page title={TITLE} above={<BackToWebhooks />}>
      {webhook.isPending && <LoadingRows />}
      {hasCode(webhook.error, 'webhook_not_found') ? (
        <Missing what="webhook" />
      ) : (
        <ProblemNotice error={webhook.error} onRetry={webhook.refetch} />
      )}
    </Page>
  )
}

function Sheet({ webhook }: { webhook: Webhook }) {
  const { oldSecretUntil } = webhook
  return (
    <Page
      title={webhook.name}
      above={<BackToWebhooks />}
      lead={<WebhookStatus webhook={webhook} />}
      action={<WebhookActions webhook={webhook} />}
    >
      <Stack gap={36}>
        <Stack gap="lg">
          <Trouble webhook={webhook} />
          <Facts
            facts={[
              { term: 'Address', value: <span className="kw-mono">{webhook.url}</span> },
              {
                term: 'Told of',
                value: webhook.events?.map((event) => EVENTS[event]).join(', ') ?? 'All events',
              },
              ...(oldSecretUntil
                ? [{ term: 'Old secret', value: `Signs too until ${formatExact(oldSecretUntil)}` }]
                : []),
              { term: 'Created by', value: webhook.createdBy.name },
              { term: 'Created', value: <Day at={webhook.createdAt} /> },
            ]}
          />
        </Stack>
        <DeliveriesSection webhook={webhook} />
      </Stack>
    </Page>
  )
}

function Trouble({ webhook: { disabled, failingSince } }: { webhook: Webhook }) {
  if (disabled)
    return (
      <Notice tone="hint" title="Nothing is posted to it">
        <span>
          Switched off {SWITCHED_OFF[disabled.why]}, <Ago at={disabled.at} />. What happens until it is
          switched on again is not posted later.
        </span>
      </Notice>
    )
  if (!failingSince) return null
  return (
    <Notice tone="hint" title="Messages do not get through">
      <span>
        The first failed <Ago at={failingSince} />. Each is tried for a day; after three days without success
        the webhook is switched off.
      </span>
    </Notice>
  )
}

const BackToWebhooks = () => <BackLink to={{ at: 'section', name: 'webhooks' }}>Webhooks</BackLink>
