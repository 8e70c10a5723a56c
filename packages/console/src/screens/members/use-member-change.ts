import type { Client } from '@keyward/client'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'

/** Changes a member, tells so, and makes every answer of the organisation stale: roles, rights and tokens hang on people. */
export function useMemberChange(change: (client: Client) => Promise<unknown>, told: string) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  return useAct(async () => {
    await fresh(() => change(client))
    showToast(told)
    queries.invalidateQueries({ queryKey: [organization] })
    return true
  })
}
