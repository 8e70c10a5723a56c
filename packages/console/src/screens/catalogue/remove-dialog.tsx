import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { removalQuery } from '../../lib/catalogue/catalogue-queries.ts'
import { apart } from '../../lib/names.ts'
import { hasCode } from '../../lib/problem.ts'
import { showToast } from '../../lib/toasts.ts'
import { ConfirmTyping, isConfirmed } from '../../parts/dialog/confirm-typing.tsx'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { DialogForm } from '../../parts/dialog/dialog-form.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { DiffLists } from './diff/diff-lists.tsx'
import { Effects } from './diff/effects.tsx'
import { useCatalogueChanged } from './use-changed.ts'

type RemoveDialogProps = { slug: string; name: string; onClose: () => void }

/** Takes an API away: says first whom that hits, and has its slug typed. */
export function RemoveDialog({ slug, name, onClose }: RemoveDialogProps) {
  const { client, organization } = useOrganization()
  const fresh = useFreshSignIn()
  const changed = useCatalogueChanged()
  const [typed, setTyped] = useState('')
  const preview = useQuery(removalQuery(organization, slug))
  const ready = preview.isSuccess && isConfirmed(typed, slug)
  const remove = useAct(async () => {
    if (!preview.data) return
    const { revision, effects } = preview.data
    const done = await fresh(() => client.removeApi({ slug, revision, effects }))
    onClose()
    await changed()
    showToast(
      `“${apart(name)}” is gone from the catalogue: revision ${done.revision} is in force everywhere.`,
    )
  })
  const lookAgain = () => {
    remove.reset()
    preview.refetch()
  }
  return (
    <Dialog onClose={onClose} title={`Remove ${apart(name)}?`} size={640}>
      <DialogForm
        act="Remove the API"
        onAct={() => remove.run()}
        onCancel={onClose}
        pending={remove.pending}
        ready={ready}
        danger
      >
        <Text>
          Its permissions are refused everywhere as soon as this is done, and its routes at gateways too.
          Should it be imported again, custom tokens do not get back what they lose now.
        </Text>
        {preview.isPending && <Skeleton height={120} />}
        <ProblemNotice error={preview.error} onRetry={() => preview.refetch()} />
        {preview.data && (
          <>
            <Effects effects={preview.data.effects} />
            <DiffLists diff={preview.data.diff} />
            <ConfirmTyping expected={slug} what="its slug" value={typed} onChange={setTyped} />
          </>
        )}
        <ProblemNotice
          error={remove.error}
          {...(hasCode(remove.error, 'import_changed') && { onRetry: lookAgain, retryLabel: 'Look again' })}
        />
      </DialogForm>
    </Dialog>
  )
}
