import type { Webhook } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { apart } from '../../lib/names.ts'
import { webhooksKey } from '../../lib/webhook-queries.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { type Issued, IssuedSecret } from './issued-secret.tsx'

/** Gives a webhook a new secret, shown once; the old one signs beside it for a day. */
export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const [issued, setIssued] = useState<Issued>()
  const fresh = useFreshSignIn()
  const rotate = useAct(async () => {
    setIssued(await fresh(() => client.rotateWebhookSecret({ webhookId: webhook.id })))
    await queries.invalidateQueries({ queryKey: webhooksKey(organization) })
  })
  return (
    <Dialog onClose={onClose} title={issued ? 'New secret' : 'Rotate the secret?'} size={520}>
      {issued ? (
        <IssuedSecret issued={issued} onDone={onClose} />
      ) : (
        <DialogForm act="Rotate" onAct={() => rotate.run()} onCancel={onClose} pending={rotate.pending}>
          <Text>
            “{apart(webhook.name)}” gets a new secret, shown once. For 24 hours messages are signed with the
            old one as well: change the receiver within that time, and nothing is missed.
          </Text>
          <ProblemNotice error={rotate.error} />
        </DialogForm>
      )}
    </Dialog>
  )
}
