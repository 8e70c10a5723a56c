import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { sessionQuery } from '../lib/queries.ts'
import { InvitationScreen } from '../screens/invitation/invitation-screen.tsx'

const route = getRouteApi('/entry/accept-invitation')

export function InvitationRoute() {
  const queries = useQueryClient()
  const router = useRouter()
  return (
    <InvitationScreen
      secret={route.useRouteContext().linkSecret}
      onJoined={(session) => {
        queries.clear()
        queries.setQueryData(sessionQuery.queryKey, session)
        router.history.replace('/')
      }}
    />
  )
}
