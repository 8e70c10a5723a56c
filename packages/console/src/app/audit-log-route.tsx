import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { parseAuditSearch } from '../lib/audit/audit-search.ts'
import { AuditLogScreen } from '../screens/audit-log/audit-log-screen.tsx'

const route = getRouteApi('/o/$organization/settings/audit-log')

export function AuditLogRoute() {
  const { organization } = route.useParams()
  const navigate = useNavigate()
  return (
    <AuditLogScreen
      key={organization}
      search={parseAuditSearch(route.useSearch())}
      onSearch={(search) =>
        navigate({
          to: '/o/$organization/settings/audit-log',
          params: { organization },
          search,
          replace: true,
          resetScroll: false,
        })
      }
    />
  )
}
