import type { MemberDetail } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import type { FormEvent } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Footprint } from './footprint.tsx'
import { useMemberChange } from './use-member-change.ts'

/** Deactivates a member, after telling what stops. */
export function DeactivateDialog({ member, onClose }: { member: MemberDetail; onClose: () => void }) {
  const deactivate = useMemberChange(
    (client) => client.deactivateMember({ memberId: member.id }),
    `${member.name} is deactivated. Their personal tokens are refused everywhere.`,
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await deactivate.run()) onClose()
  }
  return (
    <Dialog onClose={onClose} title={`Deactivate ${member.name}?`} size={520}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Text>
            They may do nothing here any more, until you reactivate them. Then their personal tokens work
            again, except those that were revoked.
          </Text>
          <Footprint
            footprint={member.footprint}
            ends={member.footprint.owned.count === 1 ? 'stops at once' : 'stop at once'}
          />
          <ProblemNotice error={deactivate.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button type="submit" color="danger" loading={deactivate.pending}>
              Deactivate
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
