import type { Webhook } from '@keyward/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { showToast } from '../../lib/toasts.ts'
import { webhooksKey } from '../../lib/webhook-queries.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { type WebhookDraft, WebhookForm } from './webhook-form.tsx'

/** Changes what a webhook is called, where it leads and what it is told of. */
export function EditDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const { id: webhookId, name, url, events } = webhook
  const fresh = useFreshSignIn()
  const save = useAct((draft: WebhookDraft) => fresh(() => client.updateWebhook({ webhookId, ...draft })))
  const tell = () => {
    showToast('The webhook is saved.')
    queries.invalidateQueries({ queryKey: webhooksKey(organization) })
    onClose()
  }
  return (
    <Dialog onClose={onClose} title="Edit the webhook" size={520}>
      <WebhookForm
        start={{ name, url, events }}
        save={save}
        saveLabel="Save"
        onSaved={tell}
        onCancel={onClose}
      />
    </Dialog>
  )
}
