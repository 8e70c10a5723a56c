import type { Webhook } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { webhooksKey } from '../../lib/webhook-queries.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { useFreshSignIn } from '../../parts/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
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
        <Stack gap="lg">
          <Text>
            “{webhook.name}” gets a new secret, shown once. For 24 hours messages are signed with the old one
            as well: change the receiver within that time, and nothing is missed.
          </Text>
          <ProblemNotice error={rotate.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button loading={rotate.pending} onClick={() => rotate.run()}>
              Rotate
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}
