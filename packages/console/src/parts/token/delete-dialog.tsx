import type { AnyToken } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { tokensKey } from '../../lib/queries.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { ConfirmTyping, isConfirmed } from '../dialog/confirm-typing.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { useFreshSignIn } from '../dialog/fresh-sign-in.tsx'
import { Facts } from '../list/facts.tsx'
import { useOrganization } from '../membership.tsx'
import { ProblemNotice } from '../page/problem-notice.tsx'
import { LastUsed } from '../relative-time.tsx'
import { LastDay } from './last-day.tsx'
import { StatusBadge } from './status-badge.tsx'

type DeleteDialogProps = { token: AnyToken; onClose: () => void; onDeleted: () => void }

/** Erases a token for good; a live one is revoked first, and its name typed. */
export function DeleteDialog({ token, onClose, onDeleted }: DeleteDialogProps) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [typed, setTyped] = useState('')
  const live = isLive(token.shownStatus)
  const erase = useAct(() => fresh(() => client.deleteToken({ tokenId: token.id, revoke: String(live) })))
  const ready = !live || isConfirmed(typed, token.name)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready || !(await erase.run())) return
    onDeleted()
    queries.removeQueries({ queryKey: [...tokensKey(organization), 'one', token.id] })
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={live ? 'Delete this token now?' : 'Delete this token for good?'}
      size={520}
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Text>
            {live
              ? 'It is revoked first, so every request that carries it is refused, and then erased. This cannot be undone.'
              : 'It goes from every list and cannot be re-approved. This cannot be undone.'}{' '}
            Only its name, owner, access and dates stay, for the audit.
          </Text>
          <Facts
            facts={[
              { term: 'Name', value: token.name },
              { term: 'Token', value: <span className="kw-mono">{token.masked}</span> },
              { term: 'Status', value: <StatusBadge status={token.shownStatus} /> },
              { term: 'Created by', value: token.createdBy.name },
              { term: 'Last used', value: <LastUsed lastUse={token.lastUse} /> },
              ...(live ? [{ term: 'Last 24 h', value: <LastDay tokenId={token.id} /> }] : []),
            ]}
          />
          {live && <ConfirmTyping expected={token.name} what="the name" value={typed} onChange={setTyped} />}
          <ProblemNotice error={erase.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus={!live || undefined}>
              Cancel
            </Button>
            <Button type="submit" color="danger" disabled={!ready} loading={erase.pending}>
              {live ? 'Revoke and delete' : 'Delete for good'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
