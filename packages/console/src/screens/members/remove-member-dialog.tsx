import type { MemberDetail } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { apart } from '../../lib/names.ts'
import { ConfirmTyping, isConfirmed } from '../../parts/dialog/confirm-typing.tsx'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { useWays } from '../../parts/ways.tsx'
import { Footprint } from './footprint.tsx'
import { useMemberChange } from './use-member-change.ts'

/** Removes a member for good; their name is typed, so that the wrong one is not removed by a slip. */
export function RemoveMemberDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const { go } = useWays()
  const name = apart(member.name)
  const [typed, setTyped] = useState('')
  const ready = isConfirmed(typed, member.name)
  const remove = useMemberChange(
    (client) => client.removeMember({ memberId: member.id }),
    `${name} is removed. Their personal tokens are revoked.`,
  )
  const submit = async () => {
    if (await remove.run()) go({ at: 'section', name: 'members' })
  }
  return (
    <Dialog onClose={onClose} title={`Remove ${name}?`} size={520}>
      <DialogForm
        act="Remove member"
        onAct={submit}
        onCancel={onClose}
        pending={remove.pending}
        ready={ready}
        danger
      >
        <Text>They leave the organisation. A new invitation brings none of their personal tokens back.</Text>
        <Footprint footprint={member.footprint} ends={['is revoked for good', 'are revoked for good']} />
        <ConfirmTyping expected={member.name} what="their name" value={typed} onChange={setTyped} />
        <ProblemNotice error={remove.error} />
      </DialogForm>
    </Dialog>
  )
}
