import type { Webhook } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { showToast } from '../../lib/toasts.ts'
import { webhookListQuery } from '../../lib/webhook-queries.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { useFreshSignIn } from '../../parts/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWays } from '../../parts/ways.tsx'

/** Deletes a webhook with the list of what was posted. */
export function DeleteWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const { go } = useWays()
  const fresh = useFreshSignIn()
  const remove = useAct(async () => {
    await fresh(() => client.deleteWebhook({ webhookId: webhook.id }))
    showToast(`“${webhook.name}” is deleted: nothing is posted to it any more.`)
    go({ at: 'section', name: 'webhooks' })
    await queries.invalidateQueries({ queryKey: webhookListQuery(organization).queryKey })
  })
  return (
    <Dialog onClose={onClose} title="Delete this webhook?" size={480}>
      <Stack gap="lg">
        <Text>
          Nothing is posted to “{webhook.name}” any more, and the list of what was posted goes with it. To
          stop for a while, switch it off instead.
        </Text>
        <ProblemNotice error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="danger" loading={remove.pending} onClick={() => remove.run()}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
