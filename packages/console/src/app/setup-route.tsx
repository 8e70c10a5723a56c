import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouteContext } from '@tanstack/react-router'
import { sessionQuery } from '../lib/queries.ts'
import { SetupScreen } from '../screens/setup/setup-screen.tsx'

export function SetupRoute() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { setupCode } = useRouteContext({ from: '/entry/setup' })
  return (
    <SetupScreen
      code={setupCode}
      onSignedIn={(session) => queries.setQueryData(sessionQuery.queryKey, session)}
      onDone={(organization) =>
        navigate({ to: '/o/$organization/settings/api-tokens', params: { organization } })
      }
      onUsed={() => navigate({ to: '/sign-in', search: { to: undefined } })}
    />
  )
}
