import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { webhooksKey } from '../../lib/webhook-queries.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { type Issued, IssuedSecret } from './issued-secret.tsx'
import { EMPTY_DRAFT, type WebhookDraft, WebhookForm } from './webhook-form.tsx'

/** Creates a webhook. Its secret is shown here once. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const [issued, setIssued] = useState<Issued>()
  const fresh = useFreshSignIn()
  const create = useAct((draft: WebhookDraft) => fresh(() => client.createWebhook(draft)))
  const show = (answer: Issued) => {
    setIssued(answer)
    queries.invalidateQueries({ queryKey: webhooksKey(organization) })
  }
  return (
    <Dialog onClose={onClose} title={issued ? 'Webhook created' : 'Create a webhook'} size={520}>
      {issued ? (
        <IssuedSecret issued={issued} onDone={onClose} />
      ) : (
        <WebhookForm start={EMPTY_DRAFT} save={create} saveLabel="Create" onSaved={show} onCancel={onClose} />
      )}
    </Dialog>
  )
}
