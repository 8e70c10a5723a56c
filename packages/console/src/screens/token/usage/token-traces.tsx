import type { Token } from '@keyward/contract'
import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { kindWords } from '../../../lib/audit/audit-search.ts'
import type { Place } from '../../../lib/places.ts'
import { refusalWords } from '../../../lib/usage.ts'
import { tokenActivityQuery, tokenUsageQuery } from '../../../lib/usage-queries.ts'
import { Rows } from '../../../parts/list/rows.tsx'
import { useOrganization } from '../../../parts/membership.tsx'
import { ProblemNotice } from '../../../parts/page/problem-notice.tsx'
import { Ago } from '../../../parts/relative-time.tsx'
import { PlaceLink } from '../../../parts/ways.tsx'

/** Who called with a token, what was refused, and what it changed in Keyward. */
export function TokenTraces({ token }: { token: Token }) {
  const { organization } = useOrganization()
  const usage = useQuery(tokenUsageQuery(organization, token.id))
  if (usage.isPending) return <Skeleton height={260} radius="lg" />
  if (usage.isError) return <ProblemNotice error={usage.error} onRetry={usage.refetch} />
  const { callers, refusals } = usage.data
  return (
    <Stack gap={28}>
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
            <PlaceLink key="why" to={inspecting(token, need, address)} fz="inherit">
              {refusalWords(code)}
            </PlaceLink>,
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

/** The same question once more, as things stand now. */
const inspecting = ({ id }: Token, need: string | null, address: string | null): Place => ({
  at: 'inspector',
  search: { id, need: need ?? undefined, from: address ?? undefined },
})

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
