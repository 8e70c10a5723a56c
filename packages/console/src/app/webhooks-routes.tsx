import { getRouteApi } from '@tanstack/react-router'
import { WebhookScreen } from '../screens/webhooks/webhook-screen.tsx'
import { WebhooksScreen } from '../screens/webhooks/webhooks-screen.tsx'

const list = getRouteApi('/o/$organization/settings/webhooks')
const one = getRouteApi('/o/$organization/settings/webhooks/$webhookId')

export function WebhooksRoute() {
  return <WebhooksScreen key={list.useParams().organization} />
}

export function WebhookRoute() {
  const { webhookId } = one.useParams()
  return <WebhookScreen key={webhookId} webhookId={webhookId} />
}
