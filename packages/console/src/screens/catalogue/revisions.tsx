import { Button, Group } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { revisionsQuery } from '../../lib/catalogue/catalogue-queries.ts'
import { revisionCounts, revisionWords } from '../../lib/catalogue/catalogue-words.ts'
import { formatExact } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import classes from './catalogue.module.css'

/** Every revision there was: when, by whom, what came and went. */
export function Revisions({ onOpen }: { onOpen: (revision: number) => void }) {
  const { organization } = useOrganization()
  const found = useInfiniteQuery(revisionsQuery(organization))
  if (found.isPending) return <LoadingRows />
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  const revisions = found.data.pages.flatMap((page) => page.revisions)
  if (revisions.length === 0)
    return (
      <EmptyState icon={<IconHistory size={26} />} title="No revision yet">
        Each import and each API that is taken away makes one. None is ever deleted.
      </EmptyState>
    )
  return (
    <>
      <ul className={classes.revisions} aria-label="Revisions">
        {revisions.map((each, at) => (
          <li key={each.revision} className={classes.revision}>
            <span className={classes.name}>
              Revision {each.revision}
              {at === 0 && <span className={classes.count}> in force</span>}
            </span>
            <span>{revisionWords(each)}</span>
            <span className={classes.count}>{revisionCounts(each)}</span>
            <span className={classes.count}>
              {apart(each.by.name)}, {formatExact(each.at)}
            </span>
            <Button size="compact-sm" variant="default" onClick={() => onOpen(each.revision)}>
              Look at revision {each.revision}
            </Button>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            Load more
          </Button>
        </Group>
      )}
    </>
  )
}
