import type { Member } from '@keyward/contract'
import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { memberTokensQuery } from '../../lib/people-queries.ts'
import { whyNot } from '../../lib/rights.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { LastUsed } from '../../parts/relative-time.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './members.module.css'

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
    if (!query.data) return <Skeleton height={72} radius="lg" />
    const { tokens, total } = query.data
    if (total === 0) return <Text>None.</Text>
    return (
      <>
        <ul className={classes.list}>
          {tokens.map((token) => (
            <li key={token.id} className={classes.item}>
              <div className={classes.words}>
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
              </div>
              <StatusBadge status={token.shownStatus} why />
            </li>
          ))}
        </ul>
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
