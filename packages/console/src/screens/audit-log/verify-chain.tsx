import type { AuditReport } from '@keyward/contract'
import { Button, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { CalledOff, useAct } from '../../lib/act.ts'
import { announce } from '../../lib/announce.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { Notice } from '../../parts/page/notice.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'

export type Verified = { report: AuditReport } | { error: unknown }

export function VerifyButton({ onVerified }: { onVerified: (verified: Verified) => void }) {
  const { client } = useOrganization()
  const fresh = useFreshSignIn()
  const verify = useAct(async () => {
    try {
      const report = await fresh(() => client.verifyAuditChain({}))
      announce(report.ok ? 'The chain is sound' : 'The chain is broken')
      onVerified({ report })
    } catch (error) {
      if (error instanceof CalledOff) throw error
      onVerified({ error })
    }
  })
  return (
    <Button
      variant="default"
      leftSection={<IconShieldCheck size={18} aria-hidden />}
      loading={verify.pending}
      onClick={() => verify.run()}
    >
      Verify
    </Button>
  )
}

/** What the verification found: sound, or where it is not. */
export function VerifyResult({ verified }: { verified: Verified }) {
  if ('error' in verified) return <ProblemNotice error={verified.error} />
  const { report } = verified
  if (report.ok)
    return (
      <Notice tone="hint" title={`The chain is sound: ${report.events.toLocaleString('en-GB')} events`}>
        <Text size="sm">
          Nobody has edited, removed or put in anything since the first one. An export that is kept elsewhere
          also shows whether its end was ever taken back.
        </Text>
      </Notice>
    )
  return (
    <Notice tone="trouble" title={`The chain is broken at event ${report.sequence}`}>
      <Text size="sm">{report.says} Keep the database as it is and look at who could write to it.</Text>
    </Notice>
  )
}
