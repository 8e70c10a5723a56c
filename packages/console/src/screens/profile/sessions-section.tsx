import type { OpenSession, SessionId } from '@keyward/contract'
import { Button, Text } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { deviceOf } from '../../lib/device.ts'
import { hasCode } from '../../lib/problem.ts'
import { sessionsQuery } from '../../lib/queries.ts'
import { showToast } from '../../lib/toasts.ts'
import { DetailTip } from '../../parts/detail-tip.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Ago, Day } from '../../parts/relative-time.tsx'
import classes from './profile.module.css'
import { Section } from './section.tsx'

/** Where the person is signed in, and the ways to end that. */
export function SessionsSection() {
  const { data } = useSuspenseQuery(sessionsQuery)
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const refresh = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  const end = useAct((sessionId: SessionId) => fresh(() => endOne(sessionId)))
  const everywhere = useAct(() => fresh(() => client.signOutEverywhere()))
  const others = data.sessions.filter(({ current }) => !current)
  return (
    <Section
      title="Sessions"
      lead="Where you are signed in now. One that you do not know? End it and change your password."
    >
      <ul className={classes.sessions} aria-label="Sessions">
        {data.sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={async () => {
              if (await end.run(session.id)) showToast('The session has ended.')
              await refresh()
            }}
          />
        ))}
      </ul>
      <ProblemNotice error={end.error ?? everywhere.error} />
      {others.length > 0 && (
        <div>
          <Button
            variant="default"
            loading={everywhere.pending}
            onClick={async () => {
              const done = await everywhere.run()
              if (done) showToast('You are signed out everywhere else.')
              await refresh()
            }}
          >
            Sign out everywhere else
          </Button>
          <Text size="sm" c="dimmed" mt={6}>
            It also revokes your personal tokens that go when you sign out.
          </Text>
        </div>
      )}
    </Section>
  )
}

/** One that has ended meanwhile is as good as ended now. */
async function endOne(sessionId: SessionId): Promise<true> {
  try {
    await client.endSession({ sessionId })
  } catch (error) {
    if (!hasCode(error, 'session_not_found')) throw error
  }
  return true
}

function SessionRow({ session, onEnd }: { session: OpenSession; onEnd: () => void }) {
  const device = deviceOf(session.agent)
  return (
    <li className={classes.session}>
      <div>
        <DetailTip detail={session.agent ?? 'It did not say what it is'}>
          <span className={classes.device}>{device}</span>
        </DetailTip>
        {session.current && <span className={classes.current}>This one</span>}
        <Text size="sm" c="dimmed">
          {session.address ?? 'Unknown address'} · since <Day at={session.signedInAt} /> · last seen{' '}
          <Ago at={session.lastSeenAt} />
        </Text>
      </div>
      {!session.current && (
        <Button variant="default" size="xs" onClick={onEnd} aria-label={`End the session on ${device}`}>
          End
        </Button>
      )}
    </li>
  )
}
