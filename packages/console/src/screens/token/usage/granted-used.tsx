import type { Catalogue, PermissionUsage, Token } from '@keyward/contract'
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDay } from '../../../lib/dates.ts'
import { permissionLabels } from '../../../lib/token/describe-access.ts'
import { tokenPermissionsQuery } from '../../../lib/usage-queries.ts'
import { useOrganization } from '../../../parts/membership.tsx'
import { ProblemNotice } from '../../../parts/page/problem-notice.tsx'
import { Ago } from '../../../parts/relative-time.tsx'
import { ShrinkButtons } from './shrink-buttons.tsx'
import classes from './usage.module.css'

const SHOWN_AT_FIRST = 24

/** What a token may do beside what it does; the rest goes with one click, and comes back with another. */
export function GrantedUsed({ token, catalogue }: { token: Token; catalogue: Catalogue }) {
  const { organization } = useOrganization()
  const [all, setAll] = useState(false)
  const found = useQuery(tokenPermissionsQuery(organization, token.id))
  if (found.isPending) return <Skeleton height={160} radius="lg" />
  if (found.isError) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  const { granted, observedSince, shrunk } = found.data
  const labels = permissionLabels(catalogue)
  const sorted = [...granted].sort(mostUsedFirst)
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST)
  const unused = granted.filter(({ used }) => !used).length
  return (
    <section aria-labelledby="granted-used">
      <Title order={2} id="granted-used" mb={4}>
        Granted and used
      </Title>
      <Stack gap="md">
        <Text c="dimmed">
          {granted.length - unused} of {granted.length} permissions used since {formatDay(observedSince)}.
        </Text>
        <ShrinkButtons token={token} granted={granted} undoable={shrunk !== null} />
        <ul className={classes.granted}>
          {shown.map(({ permission, used }) => (
            <li key={permission} data-unused={!used || undefined}>
              <span>{labels.get(permission) ?? permission}</span>
              <span className={classes.use}>
                {used ? (
                  <>
                    {used.count.toLocaleString('en-GB')} ×, last <Ago at={used.lastAt} />
                  </>
                ) : (
                  'Never used'
                )}
              </span>
            </li>
          ))}
        </ul>
        {shown.length < granted.length && (
          <Group>
            <Button variant="default" size="xs" onClick={() => setAll(true)}>
              Show all {granted.length}
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  )
}

const mostUsedFirst = (a: PermissionUsage, b: PermissionUsage) =>
  (b.used?.count ?? 0) - (a.used?.count ?? 0) || a.permission.localeCompare(b.permission)
