import type { MemberDetail } from '@keyward/contract'
import { Text } from '@mantine/core'
import { apart } from '../../lib/names.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Footprint } from './footprint.tsx'
import { useMemberChange } from './use-member-change.ts'

/** Deactivates a member, after telling what stops. */
export function DeactivateDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const name = apart(member.name)
  const deactivate = useMemberChange(
    (client) => client.deactivateMember({ memberId: member.id }),
    `${name} is deactivated. Their personal tokens are refused everywhere.`,
  )
  const submit = async () => {
    if (await deactivate.run()) onClose()
  }
  return (
    <Dialog onClose={onClose} title={`Deactivate ${name}?`} size={520}>
      <DialogForm act="Deactivate" onAct={submit} onCancel={onClose} pending={deactivate.pending} danger>
        <Text>
          They may do nothing here any more, until you reactivate them. Then their personal tokens work again,
          except those that were revoked.
        </Text>
        <Footprint footprint={member.footprint} ends={['stops at once', 'stop at once']} />
        <ProblemNotice error={deactivate.error} />
      </DialogForm>
    </Dialog>
  )
}
