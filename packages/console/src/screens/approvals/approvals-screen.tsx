import { type ListedToken, permission, type Role } from '@keyward/contract'
import { Group, Stack, Text, Title } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { formatRelative } from '../../lib/dates.ts'
import { apart } from '../../lib/names.ts'
import { useNow } from '../../lib/now.ts'
import { rolesQuery, waitingQuery } from '../../lib/queries.ts'
import { whyNot, whyNotWith } from '../../lib/rights.ts'
import { accessCount, accessWord } from '../../lib/token/describe-access.ts'
import { Facts } from '../../parts/list/facts.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Ago } from '../../parts/relative-time.tsx'
import { DecisionButtons } from '../../parts/token/decision-buttons.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './approvals.module.css'

const TITLE = 'Approvals'

/** The tokens that somebody asked for and nobody has decided on. */
export function ApprovalsScreen() {
  const membership = useMembership()
  const reason =
    whyNotWith(membership, permission('keyward', 'api-tokens', 'approve'), 'approve tokens') ??
    whyNot(membership, 'read', 'organization')
  if (reason) return <NoRight title={TITLE} reason={reason} />
  return (
    <Page title={TITLE} lead="Tokens that wait for somebody else’s yes. Until then they are refused.">
      <Waiting />
    </Page>
  )
}

function Waiting() {
  const { organization } = useOrganization()
  const waiting = useInfiniteQuery(waitingQuery(organization))
  const { data: roleList } = useQuery(rolesQuery(organization))
  if (waiting.isPending) return <LoadingRows />
  if (waiting.isError) return <ProblemNotice error={waiting.error} onRetry={waiting.refetch} />
  const tokens = waiting.data.pages.flatMap((page) => page.tokens)
  if (tokens.length === 0)
    return (
      <EmptyState icon={<IconChecklist size={26} />} title="Nothing waits">
        When the policy wants approval, the tokens that people ask for stand here, with what they are for.
      </EmptyState>
    )
  return (
    <Stack gap="md" component="ul" className={classes.list ?? ''}>
      {tokens.map((token) => (
        <li key={token.id}>
          <Request token={token} roles={roleList?.roles ?? []} />
        </li>
      ))}
    </Stack>
  )
}

function Request({ token, roles }: { token: ListedToken; roles: readonly Role[] }) {
  const now = useNow()
  const ends = token.expiresAt ? formatRelative(token.expiresAt, now) : 'never'
  return (
    <article className={classes.request} aria-labelledby={`request-${token.id}`}>
      <Group justify="space-between" align="flex-start" gap="md">
        <div className={classes.words}>
          <Title order={2} size="h3" id={`request-${token.id}`}>
            <PlaceLink to={{ at: 'token', tokenId: token.id }} c="inherit" fz="inherit" fw="inherit">
              {token.name}
            </PlaceLink>
          </Title>
          <Text c="dimmed" size="sm">
            {apart(token.createdBy.name)} asked <Ago at={token.createdAt} />
          </Text>
        </div>
        <DecisionButtons token={token} />
      </Group>
      {token.approval?.justification && <blockquote>{token.approval.justification}</blockquote>}
      <Facts
        dense
        facts={[
          {
            term: 'Access',
            value: [accessWord(token.access, roles), accessCount(token.access)].filter(Boolean).join(', '),
          },
          {
            term: 'Owner',
            value: token.owner.kind === 'organization' ? 'The organisation' : token.owner.name,
          },
          { term: 'Expires', value: ends },
        ]}
      />
    </article>
  )
}
