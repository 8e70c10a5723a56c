import type { Client } from '@keyward/client'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { showToast } from '../../lib/toasts.ts'
import { webhooksKey } from '../../lib/webhook-queries.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'

/** Changes a webhook, tells so, and makes what is known of webhooks stale. */
export function useWebhookChange(change: (client: Client) => Promise<unknown>, told: string) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  return useAct(async () => {
    await fresh(() => change(client))
    showToast(told)
    await queries.invalidateQueries({ queryKey: webhooksKey(organization) })
    return true
  })
}
