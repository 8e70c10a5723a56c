import type { Catalogue } from '@keyward/contract'
import { Stack, Text, TextInput } from '@mantine/core'
import { IconSearch, IconSitemap } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { actionsOf, gridOf, hasProduct, searchGrid } from '../../lib/catalogue/grid.ts'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { useWays } from '../../parts/ways.tsx'
import { ApiSection } from './api-section.tsx'
import { useWhyNotImport } from './why-not-import.ts'

const SEARCH_FROM = 12

/** Every API, to be searched and opened; Keyward's own stands last. */
export function ApiList({ catalogue }: { catalogue: Catalogue }) {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const grid = useMemo(() => gridOf(catalogue), [catalogue])
  const found = useMemo(() => searchGrid(grid, search), [grid, search])
  return (
    <Stack gap="xl">
      {!hasProduct(catalogue) && <NoApi />}
      {actionsOf(grid).length >= SEARCH_FROM && (
        <TextInput
          aria-label="Search permissions"
          placeholder="Search by name, permission or route, such as GET /notes"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {found.map((api) => (
        <ApiSection key={api.slug} api={api} catalogue={catalogue} searched={search !== ''} />
      ))}
      {found.length === 0 && <Text c="dimmed">No permission matches “{search}”.</Text>}
    </Stack>
  )
}

function NoApi() {
  const { go } = useWays()
  return (
    <EmptyState
      icon={<IconSitemap size={26} />}
      title="No API yet"
      action={
        <GuardedButton reason={useWhyNotImport()} onClick={() => go({ at: 'import' })}>
          Import your first API
        </GuardedButton>
      }
    >
      Import the OpenAPI description or GraphQL schema of your API. Each of its operations becomes a
      permission that tokens can be given, and a gateway knows which one a request needs.
    </EmptyState>
  )
}
