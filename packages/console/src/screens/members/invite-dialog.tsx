import type { IssuedInvitation, RoleId } from '@keyward/contract'
import { Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { membersKey } from '../../lib/people/people-queries.ts'
import { faultsByField, hasCode } from '../../lib/problem.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { EmailField } from '../../parts/entry/account-fields.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { IssuedLink } from './issued-link.tsx'
import { RoleChoice } from './role-choice.tsx'

/** Asks somebody to join. Its link is shown here once, to be handed over where no mail goes out. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [issued, setIssued] = useState<IssuedInvitation>()
  return (
    <Dialog onClose={onClose} title={issued ? 'Invitation made' : 'Invite a member'} size={520}>
      {issued ? (
        <IssuedLink issued={issued} onDone={onClose} />
      ) : (
        <InviteForm onIssued={setIssued} onCancel={onClose} />
      )}
    </Dialog>
  )
}

type InviteFormProps = { onIssued: (issued: IssuedInvitation) => void; onCancel: () => void }

function InviteForm({ onIssued, onCancel }: InviteFormProps) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const roles = useQuery(rolesQuery(organization))
  const [email, setEmail] = useState('')
  const [chosen, setChosen] = useState<RoleId>()
  const role = chosen ?? roles.data?.roles.find(({ assignable }) => assignable)?.id
  const invite = useAct((as: RoleId) => fresh(() => client.inviteMember({ email: email.trim(), role: as })))
  const { byField } = faultsByField(invite.error, ['email'])
  if (hasCode(invite.error, 'member_exists')) byField.email = invite.error.message

  const submit = async () => {
    const issued = role && (await invite.run(role))
    if (!issued) return
    queries.invalidateQueries({ queryKey: membersKey(organization) })
    onIssued(issued)
  }

  return (
    <DialogForm act="Invite" onAct={submit} onCancel={onCancel} pending={invite.pending} ready={!!role}>
      <EmailField
        description="They choose their own name and password."
        autoComplete="off"
        value={email}
        onChange={setEmail}
        error={byField.email}
        data-autofocus
      />
      {roles.isPending && <Skeleton height={200} radius="md" />}
      <ProblemNotice error={roles.error} onRetry={roles.refetch} />
      {roles.data && role && <RoleChoice roles={roles.data.roles} value={role} onChange={setChosen} />}
      {!byField.email && <ProblemNotice error={invite.error} />}
    </DialogForm>
  )
}
