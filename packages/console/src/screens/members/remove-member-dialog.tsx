import type { MemberDetail } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ConfirmTyping, isConfirmed } from '../../parts/confirm-typing.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWays } from '../../parts/ways.tsx'
import { Footprint } from './footprint.tsx'
import { useMemberChange } from './use-member-change.ts'

/** Removes a member for good; their name is typed, so that the wrong one is not removed by a slip. */
export function RemoveMemberDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const { go } = useWays()
  const [typed, setTyped] = useState('')
  const ready = isConfirmed(typed, member.name)
  const remove = useMemberChange(
    (client) => client.removeMember({ memberId: member.id }),
    `${member.name} is removed. Their personal tokens are revoked.`,
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (ready && (await remove.run())) go({ at: 'section', name: 'members' })
  }
  return (
    <Dialog onClose={onClose} title={`Remove ${member.name}?`} size={520}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Text>
            They leave the organisation. A new invitation brings none of their personal tokens back.
          </Text>
          <Footprint
            footprint={member.footprint}
            ends={member.footprint.owned.count === 1 ? 'is revoked for good' : 'are revoked for good'}
          />
          <ConfirmTyping expected={member.name} what="their name" value={typed} onChange={setTyped} />
          <ProblemNotice error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="danger" disabled={!ready} loading={remove.pending}>
              Remove member
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
