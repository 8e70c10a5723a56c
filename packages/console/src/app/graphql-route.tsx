import { getRouteApi } from '@tanstack/react-router'
import { GraphqlScreen } from '../screens/graphql/graphql-screen.tsx'

const route = getRouteApi('/o/$organization/settings/graphql')

export function GraphqlRoute() {
  return <GraphqlScreen key={route.useParams().organization} />
}
