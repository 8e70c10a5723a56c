import type { BatchId } from '@keyward/contract'
import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { describeTrouble } from '../../lib/problem.ts'
import { tokensKey } from '../../lib/queries.ts'
import { hideToast, showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'

/** Tells that many tokens were revoked, and offers to undo it until it is closed. */
export function useRevokedToast() {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()

  const undo = async (batchId: BatchId) => {
    const { reinstated, skipped } = await fresh(() => client.reinstateTokens({ batchId }))
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    return `${count(reinstated.length)} re-approved${skipped.length > 0 ? `, ${skipped.length} could not be` : ''}.`
  }

  return (batchId: BatchId, revoked: number, skipped: number, final: boolean) => {
    const told = `${count(revoked)} revoked${skipped > 0 ? `, ${skipped} passed over` : ''}.`
    if (final) return showToast(told)
    const id = showToast(<UndoOffer told={told} undo={() => undo(batchId)} onDone={() => hideToast(id)} />, {
      stays: true,
    })
    return id
  }
}

type UndoOfferProps = { told: string; undo: () => Promise<string>; onDone: () => void }

function UndoOffer({ told, undo, onDone }: UndoOfferProps) {
  const act = useAct(undo)
  const run = async () => {
    const message = await act.run()
    if (message === undefined) return
    onDone()
    showToast(message)
  }
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{told}</Text>
        <Button size="compact-sm" variant="default" loading={act.pending} onClick={run}>
          Undo
        </Button>
      </Group>
      {act.error !== undefined && (
        <Text size="sm" role="alert">
          {describeTrouble(act.error).title}
        </Text>
      )}
    </>
  )
}

const count = (tokens: number) => `${tokens} ${tokens === 1 ? 'token is' : 'tokens are'}`
