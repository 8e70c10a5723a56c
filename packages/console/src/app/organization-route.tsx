import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sessionQuery } from '../lib/queries.ts'
import { OrganizationScreen } from '../screens/organization/organization-screen.tsx'

export function OrganizationRoute() {
  const queries = useQueryClient()
  const router = useRouter()
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    await queries.fetchQuery(sessionQuery)
    await router.invalidate()
  }
  return <OrganizationScreen onSaved={refresh} />
}
