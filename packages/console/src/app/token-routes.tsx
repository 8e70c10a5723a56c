import { getRouteApi } from '@tanstack/react-router'
import { EditScreen } from '../screens/token/edit-screen.tsx'
import { GenerateScreen } from '../screens/token/generate-screen.tsx'
import { TokenScreen } from '../screens/token/token-screen.tsx'

const generate = getRouteApi('/o/$organization/settings/api-tokens/new')
const token = getRouteApi('/o/$organization/settings/api-tokens/$tokenId')
const edit = getRouteApi('/o/$organization/settings/api-tokens/$tokenId/edit')

export function GenerateRoute() {
  return <GenerateScreen prefill={generate.useSearch()} />
}

export function TokenRoute() {
  const { tokenId } = token.useParams()
  return <TokenScreen key={tokenId} tokenId={tokenId} />
}

export function EditRoute() {
  const { tokenId } = edit.useParams()
  return <EditScreen key={tokenId} tokenId={tokenId} />
}
