import type { Token } from '@keyward/contract'
import { Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { listPlace } from '../../lib/places.ts'
import { tokenQuery, tokensKey } from '../../lib/queries.ts'
import { whoseToken } from '../../lib/rights.ts'
import { showToast } from '../../lib/toasts.ts'
import { decideTokenActs, isLive } from '../../lib/token/token-acts.ts'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useMembership, useOrganization } from '../../parts/membership.tsx'
import { GuardedButton } from '../../parts/page/guarded.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { DeleteDialog, RevokeDialog } from '../../parts/token/dialogs.tsx'
import { useTellRevoked } from '../../parts/token/revoked-toast.ts'
import { useWays } from '../../parts/ways.tsx'
import { FinalDialog } from './final-dialog.tsx'
import { RegenerateDialog } from './regenerate-dialog.tsx'
import classes from './token-actions.module.css'

type Dialog = 'regenerate' | 'revoke' | 'delete' | 'final'
type TokenActionsProps = { token: Token; onRegenerated: (plaintext: string) => void }

/** Everything that can be done with a token; what cannot be done now says why. */
export function TokenActions({ token, onRegenerated }: TokenActionsProps) {
  const membership = useMembership()
  const { go } = useWays()
  const acts = decideTokenActs(token, membership)
  const reinstate = useReinstate(token)
  const tellRevoked = useTellRevoked()
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const live = isLive(token.shownStatus)
  const revoked = token.shownStatus === 'revoked'
  const mine = whoseToken(token, membership) === 'mine'

  return (
    <div className={classes.actions}>
      <Group gap="xs" className={classes.buttons ?? ''}>
        {!revoked && (
          <GuardedButton
            variant="default"
            reason={acts.edit}
            onClick={() => go({ at: 'edit', tokenId: token.id })}
          >
            Edit
          </GuardedButton>
        )}
        {!revoked && (
          <GuardedButton variant="default" reason={acts.regenerate} onClick={() => setDialog('regenerate')}>
            Regenerate
          </GuardedButton>
        )}
        {revoked && (
          <GuardedButton
            variant="default"
            reason={acts.reinstate}
            loading={reinstate.pending}
            onClick={reinstate.run}
          >
            Re-approve
          </GuardedButton>
        )}
        {revoked && token.revocation?.reason !== 'compromised' && (
          <GuardedButton variant="default" reason={acts.delete} onClick={() => setDialog('final')}>
            Make final
          </GuardedButton>
        )}
        {live && (
          <GuardedButton
            variant="default"
            className={classes.danger ?? ''}
            reason={acts.revoke}
            onClick={() => setDialog('revoke')}
          >
            Revoke
          </GuardedButton>
        )}
        <GuardedButton
          variant={live ? 'subtle' : 'default'}
          className={classes.danger ?? ''}
          reason={acts.delete}
          onClick={() => setDialog('delete')}
        >
          {live ? 'Delete now' : 'Delete'}
        </GuardedButton>
      </Group>
      <ProblemNotice error={reinstate.error} />
      {dialog === 'regenerate' && (
        <RegenerateDialog token={token} onClose={close} onRegenerated={onRegenerated} />
      )}
      {dialog === 'revoke' && (
        <RevokeDialog
          token={token}
          onClose={close}
          onRevoked={(ended) => {
            close()
            tellRevoked(ended)
          }}
        />
      )}
      {dialog === 'final' && <FinalDialog token={token} onClose={close} />}
      {dialog === 'delete' && (
        <DeleteDialog
          token={token}
          onClose={close}
          onDeleted={() => {
            showToast(`“${token.name}” is deleted.`)
            go(listPlace(mine))
          }}
        />
      )}
    </div>
  )
}

function useReinstate(token: Token) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  return useAct(async () => {
    const done = await fresh(() => client.reinstateToken({ tokenId: token.id }))
    queries.setQueryData(tokenQuery(organization, token.id).queryKey, done.token)
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    showToast(`“${token.name}” is re-approved and works again.`)
    return done
  })
}
