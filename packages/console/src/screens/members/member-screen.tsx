import { type MemberDetail, type MemberId, permission, type RoleId } from '@keyward/contract'
import { Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apart } from '../../lib/names.ts'
import { decideMemberActs } from '../../lib/people/member-acts.ts'
import { holdersQuery, memberQuery } from '../../lib/people/people-queries.ts'
import { hasCode } from '../../lib/problem.ts'
import { rolesQuery } from '../../lib/queries.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { Facts } from '../../parts/list/facts.tsx'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { BackLink } from '../../parts/page/back-link.tsx'
import { Missing } from '../../parts/page/missing.tsx'
import { NoRight } from '../../parts/page/no-right.tsx'
import { Page } from '../../parts/page/page.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Day } from '../../parts/relative-time.tsx'
import { MemberActions } from './member-actions.tsx'
import { MemberStatus } from './member-status.tsx'
import { MemberTokens } from './member-tokens.tsx'

const TITLE = 'Member'
const OWNER = 'owner' as RoleId

/** One member: what they are, what they own and made, and everything that can be done with them. */
export function MemberScreen({ memberId }: { memberId: MemberId }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const reason = whyNotWith(membership, permission('keyward', 'members', 'read'), 'see the members')
  const member = useQuery({ ...memberQuery(organization, memberId), enabled: !reason })
  if (reason) return <NoRight title={TITLE} reason={reason} />
  if (member.data) return <Sheet member={member.data} />
  return (
    <Page title={TITLE} above={<BackToMembers />}>
      {member.isPending && <LoadingRows />}
      {hasCode(member.error, 'member_not_found') ? (
        <Missing what="member" />
      ) : (
        <ProblemNotice error={member.error} onRetry={member.refetch} />
      )}
    </Page>
  )
}

function Sheet({ member }: { member: MemberDetail }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const owners = useQuery(holdersQuery(organization, OWNER))
  const roles = useQuery(rolesQuery(organization))
  const known = roles.data?.roles ?? []
  const role = known.find(({ id }) => id === member.role.id)
  return (
    <Page
      title={member.name}
      above={<BackToMembers />}
      lead={<MemberStatus status={member.status} />}
      action={
        // Not before it is known whether this is the last Owner: a button that goes off under the finger is worse than a late one.
        !owners.isPending && (
          <MemberActions
            member={member}
            roles={known}
            acts={decideMemberActs(member, membership, owners.data?.total, known)}
          />
        )
      }
    >
      <Stack gap={36}>
        <section aria-label="About them">
          <Facts
            facts={[
              { term: 'E-mail', value: member.email ?? 'None' },
              {
                term: 'Role',
                value: [apart(member.role.name), role?.description].filter(Boolean).join('. '),
              },
              {
                term: 'Signs in',
                value: member.signsIn
                  ? 'With an account here'
                  : 'Through your product, which looks after this membership',
              },
              ...(member.externalId ? [{ term: 'External id', value: member.externalId }] : []),
              { term: 'Member since', value: <Day at={member.createdAt} /> },
            ]}
          />
        </section>
        <section aria-labelledby="owns">
          <Title order={2} id="owns">
            Personal tokens
          </Title>
          <MemberTokens member={member} which="owned" />
        </section>
        <section aria-labelledby="made">
          <Title order={2} id="made">
            Organisation tokens that they made
          </Title>
          <MemberTokens member={member} which="made" />
        </section>
      </Stack>
    </Page>
  )
}

const BackToMembers = () => <BackLink to={{ at: 'section', name: 'members' }}>Members</BackLink>
