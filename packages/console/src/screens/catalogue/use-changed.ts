import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { sessionQuery } from '../../lib/queries.ts'
import { useOrganization } from '../../parts/membership.tsx'

/** Makes stale whatever a change of the catalogue changes: permissions of everybody and everything. */
export function useCatalogueChanged(): () => Promise<void> {
  const { organization } = useOrganization()
  const queries = useQueryClient()
  return useCallback(async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: [organization] }),
      queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    ])
  }, [organization, queries])
}
