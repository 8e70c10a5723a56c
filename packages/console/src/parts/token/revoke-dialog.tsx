import type { AnyToken } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { confirmationOf } from '../../lib/names.ts'
import { tokensKey } from '../../lib/queries.ts'
import { ConfirmTyping, isConfirmed } from '../dialog/confirm-typing.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { useFreshSignIn } from '../dialog/fresh-sign-in.tsx'
import { Facts } from '../list/facts.tsx'
import { useOrganization } from '../membership.tsx'
import { ProblemNotice } from '../page/problem-notice.tsx'
import { LastUsed } from '../relative-time.tsx'
import { CompromiseChoice, type Exposure, reasonOf } from './compromise-choice.tsx'
import { LastDay } from './last-day.tsx'
import { useNamesakes } from './namesakes.ts'

type RevokeDialogProps = { token: AnyToken; onClose: () => void; onRevoked: (token: AnyToken) => void }

/** Ends a token: shows which one, and has its name typed, so that the wrong one is not ended by a slip. */
export function RevokeDialog({ token, onClose, onRevoked }: RevokeDialogProps) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [typed, setTyped] = useState('')
  const [exposure, setExposure] = useState<Exposure>('no')
  const shared = useSharedName(token)
  const expected = confirmationOf(token, shared ?? false)
  const revoke = useAct(() =>
    fresh(() => client.revokeToken({ tokenId: token.id, reason: reasonOf(exposure) })),
  )
  const ready = shared !== undefined && isConfirmed(typed, expected)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const done = await revoke.run()
    if (!done) return
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    onRevoked(done.token)
  }

  return (
    <Dialog onClose={onClose} title="Revoke this token?" size={520}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Text>As soon as you revoke it, every request that carries it is refused.</Text>
          <Facts
            facts={[
              { term: 'Name', value: token.name },
              { term: 'Token', value: <span className="kw-mono">{token.masked}</span> },
              { term: 'Created by', value: token.createdBy.name },
              { term: 'Last used', value: <LastUsed lastUse={token.lastUse} /> },
              { term: 'Last 24 h', value: <LastDay tokenId={token.id} /> },
            ]}
          />
          <CompromiseChoice value={exposure} onChange={setExposure} />
          <ConfirmTyping
            expected={expected}
            what={shared ? 'the name and the last four characters' : 'the name'}
            value={typed}
            onChange={setTyped}
          />
          <ProblemNotice error={revoke.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="danger" disabled={!ready} loading={revoke.pending}>
              Revoke token
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

/** Whether another live token bears the same name; undefined until it is known. Where it cannot be known, it counts as shared. */
function useSharedName(token: AnyToken): boolean | undefined {
  const { namesakes, certain, failed } = useNamesakes(token.name, token.id)
  if (failed) return true
  return namesakes && (namesakes.length > 0 || !certain)
}
