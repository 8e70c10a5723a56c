import { permission, type Role } from '@keyward/contract'
import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { holdersQuery, roleTokensQuery } from '../../lib/people/people-queries.ts'
import { mayDo, whyNot, whyNotWith } from '../../lib/rights.ts'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './roles.module.css'

/** Which members have a role, and which live tokens carry it. */
export function RoleHolders({ role }: { role: Role }) {
  return (
    <div className={classes.holders}>
      <Members role={role} />
      <Tokens role={role} />
    </div>
  )
}

function Members({ role }: { role: Role }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const reason = whyNotWith(membership, permission('keyward', 'members', 'read'), 'see the members')
  const query = useQuery({ ...holdersQuery(organization, role.id), enabled: !reason })
  return (
    <Holders title="Members who have it" reason={reason} query={query} total={query.data?.total}>
      {query.data?.members.map(({ id, name, status }) => (
        <li key={id}>
          <PlaceLink to={{ at: 'member', memberId: id }}>{name}</PlaceLink>
          {status === 'deactivated' && ' (deactivated)'}
        </li>
      ))}
    </Holders>
  )
}

const READS = ['organization', 'mine', 'members'] as const

function Tokens({ role }: { role: Role }) {
  const membership = useMembership()
  const { organization } = useOrganization()
  const reads = READS.some((whose) => mayDo(membership, 'read', whose))
  const reason = reads ? undefined : whyNot(membership, 'read', 'organization')
  const query = useQuery({ ...roleTokensQuery(organization, role.id), enabled: !reason })
  return (
    <Holders title="Live tokens that carry it" reason={reason} query={query} total={query.data?.total}>
      {query.data?.tokens.map(({ id, name }) => (
        <li key={id}>
          <PlaceLink to={{ at: 'token', tokenId: id }}>{name}</PlaceLink>
        </li>
      ))}
    </Holders>
  )
}

type HoldersProps = {
  title: string
  reason: string | undefined
  query: { isPending: boolean; error: unknown; refetch: () => void }
  total: number | undefined
  children: ReactNode[] | undefined
}

function Holders({ title, reason, query, total, children = [] }: HoldersProps) {
  return (
    <div>
      <Title order={2} mb={4}>
        {title}
      </Title>
      {reason && <Text c="dimmed">{reason}</Text>}
      {!reason && query.isPending && <Skeleton height={24} width={200} radius="md" />}
      <ProblemNotice error={query.error} onRetry={query.refetch} />
      {total === 0 && <Text c="dimmed">None.</Text>}
      <ul className={classes.names}>{children}</ul>
      {total !== undefined && total > children.length && (
        <Text size="sm" c="dimmed" mt={4}>
          and {total - children.length} more
        </Text>
      )}
    </div>
  )
}
