import type { Token } from '@keyward/contract'
import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { kindWords } from '../../../lib/audit-search.ts'
import { refusalWords } from '../../../lib/usage.ts'
import { tokenActivityQuery, tokenUsageQuery } from '../../../lib/usage-queries.ts'
import { useOrganization } from '../../../parts/membership.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { Ago } from '../../../parts/relative-time.tsx'
import { OldValue } from './old-value.tsx'
import classes from './usage.module.css'
import { UsageChart } from './usage-chart.tsx'

/** What a token did: its calls, who made them, what was refused, and what it changed in Keyward. */
export function UsagePanel({ token }: { token: Token }) {
  const { organization } = useOrganization()
  const usage = useQuery(tokenUsageQuery(organization, token.id))
  if (usage.isPending) return <Skeleton height={260} radius="lg" />
  if (usage.isError) return <ProblemNotice error={usage.error} onRetry={usage.refetch} />
  const { hours, days, callers, refusals } = usage.data
  return (
    <Stack gap={36}>
      <OldValue token={token} usage={usage.data} />
      <section aria-labelledby="usage">
        <Title order={2} id="usage" mb="sm">
          Usage
        </Title>
        <UsageChart hours={hours} days={days} />
      </section>
      <Rows
        title="Callers"
        empty="Nobody has called with it yet."
        heads={['Address', 'Agent', 'Calls', 'Last']}
        rows={callers.map(({ address, agent, count, lastAt }) => ({
          key: `${address} ${agent}`,
          cells: [address, agent ?? 'none sent', count.toLocaleString('en-GB'), <Ago key="at" at={lastAt} />],
        }))}
      />
      <Rows
        title="Last refusals"
        empty="Nothing was refused."
        heads={['Why', 'Needed', 'From', 'Request', 'When']}
        rows={refusals.map(({ code, need, address, requestId, at }, place) => ({
          key: `${at} ${place}`,
          cells: [
            refusalWords(code),
            need ?? 'nothing named',
            address ?? 'unknown',
            requestId ?? 'none',
            <Ago key="at" at={at} />,
          ],
        }))}
      />
      <Activity token={token} />
    </Stack>
  )
}

function Activity({ token }: { token: Token }) {
  const { organization } = useOrganization()
  const activity = useQuery(tokenActivityQuery(organization, token.id))
  if (activity.isPending) return <Skeleton height={80} radius="lg" />
  if (activity.isError) return <ProblemNotice error={activity.error} onRetry={activity.refetch} />
  return (
    <Rows
      title="What it did in Keyward"
      empty="It has changed nothing in Keyward."
      heads={['What', 'To', 'When']}
      rows={activity.data.events.map(({ sequence, kind, subject, at }) => ({
        key: String(sequence),
        cells: [kindWords(kind), subject?.name ?? '', <Ago key="at" at={at} />],
      }))}
    />
  )
}

type RowsProps = {
  title: string
  empty: string
  heads: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

function Rows({ title, empty, heads, rows }: RowsProps) {
  const id = title.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb="sm">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text c="dimmed">{empty}</Text>
      ) : (
        <table className={classes.rows} aria-labelledby={id}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, place) => (
                  <td key={heads[place]} data-head={heads[place]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
