import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { revisionQuery } from '../../lib/catalogue/catalogue-queries.ts'
import { revisionCounts, revisionWords } from '../../lib/catalogue/catalogue-words.ts'
import { gridOf } from '../../lib/catalogue/grid.ts'
import { counted } from '../../lib/counted.ts'
import { formatExact } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import classes from './catalogue.module.css'
import { ResourceRows } from './resource-rows.tsx'

const NO_USE = new Map()

/** The catalogue as it stood at one revision. */
export function PastRevision({ revision, onBack }: { revision: number; onBack: () => void }) {
  const { organization } = useOrganization()
  const found = useQuery(revisionQuery(organization, revision))
  const back = (
    <Button variant="default" size="xs" onClick={onBack}>
      All revisions
    </Button>
  )
  if (found.isPending) return <LoadingRows />
  if (found.isError)
    return (
      <Stack gap="md" align="flex-start">
        <ProblemNotice error={found.error} />
        {back}
      </Stack>
    )
  const { data } = found
  const apis = gridOf(data.catalogue).filter((api) => !api.management)
  return (
    <Stack gap="xl">
      <Notice tone="hint" title={`The catalogue as it stood at revision ${revision}`}>
        <Text size="sm" mb="xs">
          {revisionWords(data)} by {apart(data.by.name)}, {formatExact(data.at)}: {revisionCounts(data)}.
        </Text>
        <div>{back}</div>
      </Notice>
      {apis.length === 0 && <Text c="dimmed">It held no API.</Text>}
      {apis.map((api) => (
        <section key={api.slug} aria-label={api.name}>
          <h2 className={classes.past}>
            <bdi>{api.name}</bdi>
            <span className={classes.count}>{counted(api.resources.length, 'resource')}</span>
          </h2>
          <div className={classes.resources}>
            {api.resources.map((resource) => (
              <ResourceRows key={resource.key} resource={resource} opened={false} uses={NO_USE} />
            ))}
          </div>
        </section>
      ))}
    </Stack>
  )
}
