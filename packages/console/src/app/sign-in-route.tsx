import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { sessionQuery } from '../lib/queries.ts'
import { SignInScreen } from '../screens/sign-in/sign-in-screen.tsx'

const route = getRouteApi('/entry/sign-in')

export function SignInRoute() {
  const queries = useQueryClient()
  const router = useRouter()
  const { to } = route.useSearch()
  return (
    <SignInScreen
      returning={to !== undefined}
      onSignedIn={(session) => {
        queries.clear()
        queries.setQueryData(sessionQuery.queryKey, session)
        router.history.replace(to ?? '/')
      }}
    />
  )
}
