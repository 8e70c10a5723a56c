import type { InputOf, Profile } from '@keyward/contract'
import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { client } from '../../lib/client.ts'
import { profileQuery, sessionsQuery } from '../../lib/queries.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { Day } from '../../parts/relative-time.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { Section } from './section.tsx'
import { SetUpSecondFactor } from './set-up-second-factor.tsx'

type Begun = { secret: string; uri: string }

/** The second factor: set up, renewed, taken away. Secret and codes live in this state only. */
export function SecondFactorSection({ profile }: { profile: Profile }) {
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [begun, setBegun] = useState<Begun>()
  const [codes, setCodes] = useState<readonly string[]>()
  const [removing, setRemoving] = useState(false)
  const begin = useAct(() => fresh(() => client.beginSecondFactor()))
  const renew = useAct(() => fresh(() => client.renewBackupCodes()))
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: profileQuery.queryKey }),
      queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    ])
  const confirm = async (input: InputOf<'confirmSecondFactor'>) => {
    const { backupCodes } = await fresh(() => client.confirmSecondFactor(input))
    setBegun(undefined)
    setCodes(backupCodes)
    await refresh()
  }
  const { secondFactor } = profile
  return (
    <Section
      title="Second factor"
      lead="Signing in then takes a code from an app on your phone as well: a stolen password alone opens nothing."
    >
      {codes && <BackupCodes codes={codes} onDone={() => setCodes(undefined)} />}
      {!codes && secondFactor && (
        <>
          <Text>
            On since <Day at={secondFactor.since} />. Backup codes left: {secondFactor.backupCodes}.
          </Text>
          <Group gap="sm">
            <Button
              variant="default"
              loading={renew.pending}
              onClick={async () => {
                const renewed = await renew.run()
                if (renewed) setCodes(renewed.backupCodes)
                await refresh()
              }}
            >
              New backup codes
            </Button>
            <Button variant="default" onClick={() => setRemoving(true)}>
              Remove
            </Button>
          </Group>
          <ProblemNotice error={renew.error} />
        </>
      )}
      {!codes && !secondFactor && !begun && (
        <>
          <div>
            <Button loading={begin.pending} onClick={async () => setBegun(await begin.run())}>
              Set up
            </Button>
          </div>
          <ProblemNotice error={begin.error} />
        </>
      )}
      {begun && <SetUpSecondFactor begun={begun} confirm={confirm} onCancel={() => setBegun(undefined)} />}
      {removing && (
        <RemoveDialog
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false)
            refresh()
          }}
        />
      )}
    </Section>
  )
}
