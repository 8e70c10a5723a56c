import { type Catalogue, MANAGEMENT_API } from '@keyward/contract'
import { Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { apiUseQuery } from '../../lib/catalogue/catalogue-queries.ts'
import type { GridApi } from '../../lib/catalogue/grid.ts'
import { counted } from '../../lib/counted.ts'
import { useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { useWays } from '../../parts/ways.tsx'
import classes from './catalogue.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import { ResourceRows } from './resource-rows.tsx'
import { RetiredNames } from './retired-names.tsx'
import { useWhyNotImport } from './why-not-import.ts'

type ApiSectionProps = {
  /** What of it matches the search. */
  api: GridApi
  catalogue: Catalogue
  searched: boolean
}

const OPEN_UP_TO = 24

/** One API: where it answers, what it holds, and what can be done with it. */
export function ApiSection({ api, catalogue, searched }: ApiSectionProps) {
  const { organization } = useOrganization()
  const locked = useWhyNotImport()
  const use = useQuery({ ...apiUseQuery(organization, api.slug), enabled: !locked })
  const uses = useMemo(
    () => new Map(use.data?.permissions.map((each) => [each.permission, each])),
    [use.data],
  )
  const id = useId()
  const permissions = api.resources.reduce((sum, resource) => sum + resource.actions.length, 0)
  const opened = searched || (!api.management && permissions <= OPEN_UP_TO)
  return (
    <section aria-labelledby={id}>
      <div className={classes.head}>
        <div className={classes.title}>
          <Title order={2} id={id}>
            {api.name}
          </Title>
          <Text size="sm" c="dimmed">
            {whereOf(catalogue, api.slug)} · {counted(permissions, 'permission')} in{' '}
            {counted(api.resources.length, 'resource')}
          </Text>
        </div>
        {!api.management && <ApiActs slug={api.slug} name={api.name} catalogue={catalogue} locked={locked} />}
      </div>
      <div className={classes.resources}>
        {api.resources.map((resource) => (
          <ResourceRows key={`${resource.key}-${opened}`} resource={resource} opened={opened} uses={uses} />
        ))}
      </div>
      {use.data && !searched && <RetiredNames retired={use.data.retired} />}
    </section>
  )
}

type ApiActsProps = { slug: string; name: string; catalogue: Catalogue; locked: string | undefined }

function ApiActs({ slug, name, catalogue, locked }: ApiActsProps) {
  const { go } = useWays()
  const [removing, setRemoving] = useState(false)
  const reason =
    locked ??
    (catalogue.declared.includes(slug)
      ? 'It is declared at each start: change it in the catalogue file, or take it out of there first.'
      : undefined)
  return (
    <Group gap="xs">
      <GuardedButton
        size="xs"
        variant="default"
        reason={reason}
        onClick={() => go({ at: 'import', api: slug })}
      >
        Import again
      </GuardedButton>
      {reason ? (
        <GuardedButton size="xs" variant="default" reason={reason} onClick={() => {}}>
          Remove
        </GuardedButton>
      ) : (
        <Button size="xs" variant="default" onClick={() => setRemoving(true)}>
          Remove
        </Button>
      )}
      {removing && <RemoveDialog slug={slug} name={name} onClose={() => setRemoving(false)} />}
    </Group>
  )
}

/** Where an API answers, in a few words. */
function whereOf({ apis, declared }: Catalogue, slug: string): string {
  if (slug === MANAGEMENT_API) return 'this server'
  const api = apis.find((each) => each.slug === slug)
  const prefix = api?.pathPrefix ?? ''
  const place = api?.hosts.length
    ? api.hosts.map((host) => `${host}${prefix}`).join(', ')
    : [prefix, 'any host'].filter(Boolean).join(' on ')
  return [slug, declared.includes(slug) ? 'declared at start' : 'imported', place].join(' · ')
}
