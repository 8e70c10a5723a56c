import type { ListedMember } from '@keyward/contract'
import { Button, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '../../lib/counted.ts'
import { apart } from '../../lib/names.ts'
import { memberListQuery } from '../../lib/people/people-queries.ts'
import { LoadingRows } from '../../parts/list/loading-rows.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { EmptyState } from '../../parts/page/empty-state.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Day } from '../../parts/relative-time.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import { MemberStatus } from './member-status.tsx'
import classes from './members.module.css'

const PAUSE_MS = 250

/** The members by name; each leads to their page. */
export function MemberList() {
  const { organization } = useOrganization()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS)
  const query = useInfiniteQuery(memberListQuery(organization, search))
  const members = query.data?.pages.flatMap((page) => page.members) ?? []
  const total = query.data?.pages[0]?.total ?? 0

  const body = () => {
    if (query.isPending) return <LoadingRows />
    if (query.isError && members.length === 0)
      return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />
    if (members.length === 0)
      return (
        <EmptyState icon={<IconUsers size={26} />} title="No member matches">
          Search finds a part of a name or of an e-mail.
        </EmptyState>
      )
    return (
      <>
        <MemberTable members={members} busy={query.isPlaceholderData} />
        <Text size="sm" c="dimmed" role="status">
          {members.length === total
            ? counted(total, 'member')
            : `${members.length} of ${counted(total, 'member')}`}
        </Text>
        {query.isError && <ProblemNotice error={query.error} onRetry={() => query.fetchNextPage()} />}
        {query.hasNextPage && (
          <Group>
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => query.fetchNextPage()}
            >
              Load more
            </Button>
          </Group>
        )}
      </>
    )
  }

  return (
    <Stack gap="md">
      <TextInput
        type="search"
        className={classes.search ?? ''}
        aria-label="Search members"
        placeholder="Search by name or e-mail"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {body()}
    </Stack>
  )
}

function MemberTable({ members, busy }: { members: readonly ListedMember[]; busy: boolean }) {
  return (
    <table className={classes.table} aria-busy={busy}>
      <VisuallyHidden component="caption">Members</VisuallyHidden>
      <thead>
        <tr>
          <th>Name</th>
          <th className={classes.wide}>Role</th>
          <th>Status</th>
          <th className={classes.wide}>Live personal tokens</th>
          <th className={classes.wide}>Since</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </tbody>
    </table>
  )
}

function MemberRow({ member }: { member: ListedMember }) {
  const { memberId } = useMembership()
  return (
    <tr>
      <td className={classes.name}>
        <PlaceLink to={{ at: 'member', memberId: member.id }} fw={550} c="inherit" fz="inherit">
          {member.name}
        </PlaceLink>
        {member.id === memberId && <span className={classes.you}>You</span>}
        <Text size="sm" c="dimmed">
          {member.email ?? 'No e-mail'}
        </Text>
        <Text size="sm" c="dimmed" className={classes.narrow ?? ''}>
          {apart(member.role.name)} · {member.liveTokens} live personal{' '}
          {member.liveTokens === 1 ? 'token' : 'tokens'}
        </Text>
      </td>
      <td className={classes.wide}>{member.role.name}</td>
      <td>
        <MemberStatus status={member.status} />
      </td>
      <td className={classes.wide}>{member.liveTokens}</td>
      <td className={classes.wide}>
        <Day at={member.createdAt} />
      </td>
    </tr>
  )
}
