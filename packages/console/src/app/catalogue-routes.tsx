import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { parseCatalogueSearch } from '../lib/catalogue/catalogue-search.ts'
import { CatalogueScreen } from '../screens/catalogue/catalogue-screen.tsx'
import { ImportScreen } from '../screens/catalogue/import/import-screen.tsx'

const catalogue = getRouteApi('/o/$organization/settings/catalogue')
const importApi = getRouteApi('/o/$organization/settings/catalogue/import')

export function CatalogueRoute() {
  const { organization } = catalogue.useParams()
  const navigate = useNavigate()
  return (
    <CatalogueScreen
      key={organization}
      search={parseCatalogueSearch(catalogue.useSearch())}
      onSearch={(search) =>
        navigate({ to: '/o/$organization/settings/catalogue', params: { organization }, search })
      }
    />
  )
}

export function ImportRoute() {
  const { organization } = importApi.useParams()
  const { api } = importApi.useSearch()
  return <ImportScreen key={organization} slug={typeof api === 'string' ? api : ''} />
}
