import type { PermissionUsage, Token } from '@keyward/contract'
import { Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../lib/act.ts'
import { counted } from '../../../lib/counted.ts'
import { hasCode } from '../../../lib/problem.ts'
import { tokensKey } from '../../../lib/queries.ts'
import { whoseToken, whyNot } from '../../../lib/rights.ts'
import { showToast } from '../../../lib/toasts.ts'
import { useFreshSignIn } from '../../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../../parts/membership.tsx'
import { GuardedButton } from '../../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../../parts/page/problem-notice.tsx'
import { showUndo } from '../../../parts/toast/undo-toast.tsx'

type ShrinkButtonsProps = {
  token: Token
  granted: readonly PermissionUsage[]
  /** Whether an earlier shrink can still be undone. */
  undoable: boolean
}

/** Takes away what a token never used, with one click; the way back stays on the page and in a notice. */
export function ShrinkButtons({ token, granted, undoable }: ShrinkButtonsProps) {
  const membership = useMembership()
  const { shrink, undo } = useShrink(token)
  const right = whyNot(membership, 'update', whoseToken(token, membership))
  const unused = granted.filter(({ used }) => !used).length
  return (
    <>
      <Group gap="xs">
        <GuardedButton
          variant="default"
          reason={right ?? whyNoShrink(unused, granted.length)}
          loading={shrink.pending}
          onClick={() => shrink.run()}
        >
          {unused > 0 ? `Take away ${counted(unused, 'unused permission')}` : 'Take away the unused'}
        </GuardedButton>
        {undoable && (
          <GuardedButton variant="default" reason={right} loading={undo.pending} onClick={() => undo.run()}>
            Undo the shrink
          </GuardedButton>
        )}
      </Group>
      <ProblemNotice error={shrink.error ?? undo.error} />
    </>
  )
}

function whyNoShrink(unused: number, granted: number): string | undefined {
  if (unused === 0) return 'It has used everything that it may do.'
  return unused === granted ? 'It has used nothing yet: nothing would be left.' : undefined
}

function useShrink({ id: tokenId, name }: Token) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: tokensKey(organization) })
  const fresh = useFreshSignIn()
  const giveBack = async () => {
    try {
      await fresh(() => client.undoShrink({ tokenId }))
      showToast(`“${name}” may do again what it could do before.`)
    } catch (error) {
      if (!hasCode(error, 'nothing_to_undo')) throw error
      const why = `Nothing was undone: somebody has changed what “${name}” may do since then.`
      showToast(why, { tone: 'trouble' })
    } finally {
      await reload()
    }
  }
  const shrink = useAct(async () => {
    await fresh(() => client.shrinkToken({ tokenId }))
    showUndo(`“${name}” keeps what it uses.`, giveBack)
    await reload()
  })
  const undo = useAct(giveBack)
  return { shrink, undo }
}
