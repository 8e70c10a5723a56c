import type { BatchId } from '@keyward/contract'
import { useQueryClient } from '@tanstack/react-query'
import { counted } from '../../lib/counted.ts'
import { tokensKey } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { showUndo } from '../../parts/toast/undo-toast.tsx'

/** Tells that many tokens were revoked, and offers to undo it until it is closed. */
export function useRevokedToast() {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()

  const undo = async (batchId: BatchId) => {
    const { reinstated, skipped } = await fresh(() => client.reinstateTokens({ batchId }))
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    const left = skipped.length > 0 ? `, ${skipped.length} could not be` : ''
    showToast(`${count(reinstated.length)} re-approved${left}.`)
  }

  return (batchId: BatchId, revoked: number, skipped: number, final: boolean) => {
    const told = `${count(revoked)} revoked${skipped > 0 ? `, ${skipped} passed over` : ''}.`
    if (final) return void showToast(told)
    showUndo(told, () => undo(batchId))
  }
}

const count = (tokens: number) => counted(tokens, 'token is', 'tokens are')
