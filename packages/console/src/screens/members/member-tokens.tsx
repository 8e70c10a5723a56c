import type { Member } from '@keyward/contract'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { memberTokensQuery } from '../../lib/people/people-queries.ts'
import { whyNot } from '../../lib/rights.ts'
import { FramedItem, FramedList } from '../../parts/list/framed-list.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { LastUsed } from '../../parts/relative-time.tsx'
import { StatusBadge } from '../../parts/token/status-badge.tsx'
import { PlaceLink } from '../../parts/ways.tsx'

type MemberTokensProps = { member: Member; which: 'owned' | 'made' }

const LEAD = {
  owned: 'They act as this member, and stop when the member is deactivated or removed.',
  made: 'They belong to the organisation, and go on working without this member. Regenerate one whose value left with them.',
}

/** The tokens that depend on a member, or began with them. */
export function MemberTokens({ member, which }: MemberTokensProps) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const self = member.id === membership.memberId
  const reach = which === 'made' ? 'organization' : self ? 'mine' : 'members'
  const reason = whyNot(membership, 'read', reach)
  const query = useQuery({ ...memberTokensQuery(organization, member.id, reach), enabled: !reason })
  const body = () => {
    if (reason) return <Text c="dimmed">{reason}</Text>
    if (query.isError) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
    if (!query.data) return <LoadingRows count={1} />
    const { tokens, total } = query.data
    if (total === 0) return <Text c="dimmed">None.</Text>
    return (
      <>
        <FramedList>
          {tokens.map((token) => (
            <FramedItem key={token.id} end={<StatusBadge status={token.shownStatus} why />}>
              <PlaceLink to={{ at: 'token', tokenId: token.id }} fw={550} c="inherit">
                {token.name}
              </PlaceLink>
              <Text size="sm" c="dimmed" component="div">
                <span className="kw-mono">{token.masked}</span> ·{' '}
                {token.lastUse ? (
                  <>
                    last used <LastUsed lastUse={token.lastUse} />
                  </>
                ) : (
                  'never used'
                )}
              </Text>
            </FramedItem>
          ))}
        </FramedList>
        {total > tokens.length && (
          <Text size="sm" c="dimmed" mt={8}>
            The first {tokens.length} of {total}.
          </Text>
        )}
      </>
    )
  }
  return (
    <>
      <Text c="dimmed" mb="sm">
        {LEAD[which]}
      </Text>
      {body()}
    </>
  )
}
