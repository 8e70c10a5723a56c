import type { Session } from '@keyward/contract'
import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { apart } from '../../lib/names.ts'
import { sessionQuery } from '../../lib/queries.ts'
import { EntryFrame } from '../../parts/entry/entry-frame.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { JoinForm } from './join-form.tsx'

type InvitationScreenProps = { secret: string; onJoined: (session: Session) => void }
type Opened = Awaited<ReturnType<typeof client.openInvitation>>

/** Where the link of an invitation leads: who invites, as what, and the ways to join. */
export function InvitationScreen({ secret, onJoined }: InvitationScreenProps) {
  const [opened, setOpened] = useState<Opened>()
  const open = useAct(async () => setOpened(await client.openInvitation({ secret })))
  const { run } = open
  useEffect(() => {
    run()
  }, [run])
  const session = useQuery(sessionQuery)

  if (open.error)
    return (
      <EntryFrame title="Accept the invitation">
        <ProblemNotice error={open.error} />
      </EntryFrame>
    )
  if (!opened || session.isPending)
    return (
      <EntryFrame title="Accept the invitation">
        <Skeleton height={160} role="status" aria-label="Loading" />
      </EntryFrame>
    )
  return (
    <EntryFrame
      title={`Join ${apart(opened.organization.name)}`}
      lead={`${apart(opened.invitedBy)} invites you as ${apart(opened.role.name)}. ${apart(opened.role.description)}`}
    >
      {session.data ? (
        <JoinSignedIn session={session.data} secret={secret} onJoined={onJoined} />
      ) : (
        <JoinForm opened={opened} secret={secret} onJoined={onJoined} />
      )}
    </EntryFrame>
  )
}

function JoinSignedIn({ session, secret, onJoined }: InvitationScreenProps & { session: Session }) {
  const join = useAct(() => client.joinOrganization({ secret }))
  const submit = async () => {
    const joined = await join.run()
    if (joined) onJoined(joined)
  }
  return (
    <Stack gap="md">
      <Text>
        You are signed in as {apart(session.user.name)} ({session.user.email}).
      </Text>
      <ProblemNotice error={join.error} />
      <Button onClick={submit} loading={join.pending} fullWidth>
        Join
      </Button>
    </Stack>
  )
}
