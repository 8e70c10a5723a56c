import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { TokensScreen } from '../screens/tokens/tokens-screen.tsx'

const route = getRouteApi('/o/$organization/settings/api-tokens')

export function TokensRoute() {
  const search = route.useSearch()
  const { organization } = route.useParams()
  const navigate = useNavigate()
  return (
    <TokensScreen
      key={organization}
      search={search}
      onSearch={(next) =>
        navigate({
          to: '/o/$organization/settings/api-tokens',
          params: { organization },
          search: next,
          replace: next.tab === search.tab,
          resetScroll: false,
        })
      }
    />
  )
}
