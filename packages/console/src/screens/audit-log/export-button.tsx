import { permission } from '@keyward/contract'
import { IconDownload } from '@tabler/icons-react'
import { CalledOff, useAct } from '../../lib/act.ts'
import { download } from '../../lib/download.ts'
import { describeTrouble } from '../../lib/problem.ts'
import { whyNotWith } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'

/** Saves the whole chain as a file of JSON Lines, its sealed end last. */
export function ExportButton() {
  const { client } = useOrganization()
  const membership = useMembership()
  const reason = whyNotWith(membership, permission('keyward', 'audit-log', 'export'), 'export the audit log')
  const fresh = useFreshSignIn()
  const save = useAct(async () => {
    try {
      const lines: string[] = []
      for await (const line of await fresh(() => client.exportAuditLog()))
        lines.push(`${JSON.stringify(line)}\n`)
      download(new Blob(lines, { type: 'application/jsonl' }), 'audit-log.jsonl')
    } catch (error) {
      if (error instanceof CalledOff) throw error
      showToast(describeTrouble(error).title, { tone: 'trouble' })
    }
  })
  return (
    <GuardedButton
      variant="default"
      reason={reason}
      loading={save.pending}
      leftSection={<IconDownload size={18} aria-hidden />}
      onClick={() => save.run()}
    >
      Export
    </GuardedButton>
  )
}
