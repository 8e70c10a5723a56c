import type { AnyToken } from '@keyward/contract'
import { useQueryClient } from '@tanstack/react-query'
import { tokensKey } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { decideTokenActs } from '../../lib/token/token-acts.ts'
import { useFreshSignIn } from '../dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../membership.tsx'
import { showUndo } from '../toast/undo-toast.tsx'

/** Tells that a token was revoked, and offers to re-approve it where the person may. */
export function useTellRevoked(): (token: AnyToken) => void {
  const { client, organization } = useOrganization()
  const membership = useMembership()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  return (token) => {
    const told = `“${token.name}” is revoked.`
    if (decideTokenActs(token, membership).reinstate) return void showToast(told)
    showUndo(told, async () => {
      await fresh(() => client.reinstateToken({ tokenId: token.id }))
      await queries.invalidateQueries({ queryKey: tokensKey(organization) })
      showToast(`“${token.name}” is re-approved and works again.`)
    })
  }
}
