import type { WebhookId } from '@keyward/contract'
import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { webhookIdOf } from '../../lib/ids.ts'
import { organization } from './organization.ts'

const list = createRoute({
  getParentRoute: () => organization,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('../webhooks-routes.tsx'), 'WebhooksRoute'),
})

const one = createRoute({
  getParentRoute: () => organization,
  path: '/settings/webhooks/$webhookId',
  params: { parse: parseWebhookParams },
  component: lazyRouteComponent(() => import('../webhooks-routes.tsx'), 'WebhookRoute'),
})

export const webhooks = [list, one] as const

function parseWebhookParams(params: { webhookId: string }): { webhookId: WebhookId } {
  const webhookId = webhookIdOf(params.webhookId)
  if (!webhookId) throw notFound()
  return { webhookId }
}
