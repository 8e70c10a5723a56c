import { ShownStatus, type Token } from '@keyward/contract'
import { useQuery } from '@tanstack/react-query'
import { normalizeName, searchOf } from '../../lib/names.ts'
import { tokensKey } from '../../lib/queries.ts'
import { isLive } from '../../lib/token/token-acts.ts'
import { useOrganization } from '../membership.tsx'

const LIVE = ShownStatus.options.filter(isLive)

/** The live tokens that bear exactly a name, as far as the person may see; `certain` is false where there may be more. */
export function useNamesakes(typed: string, except?: Token['id']) {
  const { client, organization } = useOrganization()
  const name = normalizeName(typed)
  const query = useQuery({
    queryKey: [...tokensKey(organization), 'sharing', name],
    queryFn: ({ signal }) =>
      client.listTokens({ search: searchOf(name), status: LIVE, limit: 200 }, { signal }),
    enabled: name !== '',
  })
  const namesakes = query.data?.tokens.filter((token) => token.id !== except && token.name === name)
  return { namesakes, certain: query.data?.nextCursor === null, failed: query.isError }
}
