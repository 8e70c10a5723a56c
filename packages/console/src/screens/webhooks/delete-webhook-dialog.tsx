import type { Webhook } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { apart } from '../../lib/names.ts'
import { showToast } from '../../lib/toasts.ts'
import { webhookListQuery } from '../../lib/webhook-queries.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { useWays } from '../../parts/ways.tsx'

/** Deletes a webhook with the list of what was posted. */
export function DeleteWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const { go } = useWays()
  const fresh = useFreshSignIn()
  const remove = useAct(async () => {
    await fresh(() => client.deleteWebhook({ webhookId: webhook.id }))
    showToast(`“${apart(webhook.name)}” is deleted: nothing is posted to it any more.`)
    go({ at: 'section', name: 'webhooks' })
    await queries.invalidateQueries({ queryKey: webhookListQuery(organization).queryKey })
  })
  return (
    <Dialog onClose={onClose} title={`Delete the webhook “${apart(webhook.name)}”?`} size={520}>
      <DialogForm act="Delete" onAct={() => remove.run()} onCancel={onClose} pending={remove.pending} danger>
        <Text>
          Nothing is posted to it any more, and the list of what was posted goes with it. To stop for a while,
          switch it off instead.
        </Text>
        <ProblemNotice error={remove.error} />
      </DialogForm>
    </Dialog>
  )
}
