import { permission, type Webhook } from '@keyward/contract'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { apart } from '../../lib/names.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { useMembership } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { DeleteWebhookDialog } from './delete-webhook-dialog.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'
import { useWebhookChange } from './use-webhook-change.ts'

/** What can be done with a webhook; what cannot says why. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const membership = useMembership()
  const [asked, setAsked] = useState<'edit' | 'rotate' | 'delete'>()
  const close = () => setAsked(undefined)
  const { id: webhookId, name, disabled } = webhook
  const locked = whyNotWith(membership, permission('keyward', 'webhooks', 'update'), 'change webhooks')
  const off = disabled ? 'Switch it on first.' : undefined
  const test = useWebhookChange(
    (client) => client.testWebhook({ webhookId }),
    'A test message is on its way.',
  )
  const turn = useWebhookChange(
    (client) => client.updateWebhook({ webhookId, disabled: !disabled }),
    disabled
      ? `“${apart(name)}” is on: the next event is posted.`
      : `“${apart(name)}” is off: nothing is posted.`,
  )
  return (
    <div>
      <Group gap="xs">
        <GuardedButton reason={locked ?? off} loading={test.pending} onClick={() => test.run()}>
          Send a test
        </GuardedButton>
        <GuardedButton variant="default" reason={locked} onClick={() => setAsked('edit')}>
          Edit
        </GuardedButton>
        <GuardedButton variant="default" reason={locked} loading={turn.pending} onClick={() => turn.run()}>
          {disabled ? 'Switch on' : 'Switch off'}
        </GuardedButton>
        <GuardedButton variant="default" reason={locked} onClick={() => setAsked('rotate')}>
          Rotate secret
        </GuardedButton>
        <GuardedButton variant="default" reason={locked} onClick={() => setAsked('delete')}>
          Delete
        </GuardedButton>
      </Group>
      <ProblemNotice error={test.error ?? turn.error} />
      {asked === 'edit' && <EditDialog webhook={webhook} onClose={close} />}
      {asked === 'rotate' && <RotateDialog webhook={webhook} onClose={close} />}
      {asked === 'delete' && <DeleteWebhookDialog webhook={webhook} onClose={close} />}
    </div>
  )
}
