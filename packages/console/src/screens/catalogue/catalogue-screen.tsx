import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CatalogueSearch } from '../../lib/catalogue/catalogue-search.ts'
import { catalogueQuery } from '../../lib/queries.ts'
import { whyNot } from '../../lib/rights.ts'
import { sectionsOf } from '../../lib/sections.ts'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { useWays } from '../../parts/ways.tsx'
import { ApiList } from './api-list.tsx'
import { PastRevision } from './past-revision.tsx'
import { Revisions } from './revisions.tsx'
import { useWhyNotImport } from './why-not-import.ts'

const TITLE = 'Catalogue'

export type CatalogueScreenProps = {
  search: CatalogueSearch
  onSearch: (search: CatalogueSearch) => void
}

/** The APIs and their permissions, who uses them, and how they came to be what they are. */
export function CatalogueScreen({ search, onSearch }: CatalogueScreenProps) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const { go } = useWays()
  const readable = sectionsOf(membership).some(({ name }) => name === 'catalogue')
  const catalogue = useQuery({ ...catalogueQuery(organization), enabled: readable })
  const reason = useWhyNotImport()
  if (!readable) return <NoRight title={TITLE} reason={whyNot(membership, 'read', 'organization')} />
  return (
    <Page
      title={TITLE}
      lead="Your APIs and what tokens can be allowed in them: one permission for each operation, with the routes that it opens."
      action={
        <GuardedButton reason={reason} onClick={() => go({ at: 'import' })}>
          Import an API
        </GuardedButton>
      }
    >
      <Tabs
        value={search.tab ?? 'apis'}
        onChange={(tab) => onSearch(tab === 'revisions' ? { tab } : {})}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="apis">APIs</Tabs.Tab>
          {!reason && <Tabs.Tab value="revisions">Revisions</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="apis" pt="lg">
          {catalogue.isPending && <LoadingRows count={5} />}
          {catalogue.isError && <ProblemNotice error={catalogue.error} onRetry={catalogue.refetch} />}
          {catalogue.data && <ApiList catalogue={catalogue.data} />}
        </Tabs.Panel>
        <Tabs.Panel value="revisions" pt="lg">
          {search.revision ? (
            <PastRevision revision={search.revision} onBack={() => onSearch({ tab: 'revisions' })} />
          ) : (
            <Revisions onOpen={(revision) => onSearch({ tab: 'revisions', revision })} />
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
