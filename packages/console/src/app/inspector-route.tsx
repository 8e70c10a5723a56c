import { getRouteApi } from '@tanstack/react-router'
import { parseInspectorSearch } from '../lib/inspector/inspector-question.ts'
import { InspectorScreen } from '../screens/inspector/inspector-screen.tsx'

const route = getRouteApi('/o/$organization/settings/inspector')

export function InspectorRoute() {
  const { organization } = route.useParams()
  const search = parseInspectorSearch(route.useSearch())
  return <InspectorScreen key={[organization, ...Object.values(search)].join(' ')} search={search} />
}
