import type { BatchId, InputOf, RevocationPreview } from '@keyward/contract'
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { counted } from '../../lib/counted.ts'
import { hasCode } from '../../lib/problem.ts'
import { tokensKey } from '../../lib/queries.ts'
import { ConfirmTyping, isConfirmed } from '../../parts/dialog/confirm-typing.tsx'
import { Dialog } from '../../parts/dialog/dialog.tsx'
import { useFreshSignIn } from '../../parts/dialog/fresh-sign-in.tsx'
import { Figures } from '../../parts/list/figures.tsx'
import { useOrganization } from '../../parts/membership.tsx'
import { ProblemNotice } from '../../parts/page/problem-notice.tsx'
import { CompromiseChoice, type Exposure, reasonOf } from '../../parts/token/compromise-choice.tsx'

/** A bulk revocation of 100,000 tokens takes minutes. */
const BULK_TIMEOUT_MS = 30 * 60_000

export type SelectionInput = InputOf<'revokeTokens'>['selection']

type BulkRevokeDialogProps = {
  selection: SelectionInput
  onClose: () => void
  onRevoked: (batchId: BatchId, revoked: number, skipped: number, final: boolean) => void
}

/** Ends many tokens: says first what that hits, and has their number typed. */
export function BulkRevokeDialog({ selection, onClose, onRevoked }: BulkRevokeDialogProps) {
  const { client, organization } = useOrganization()
  const queries = useQueryClient()
  const fresh = useFreshSignIn()
  const [typed, setTyped] = useState('')
  const [exposure, setExposure] = useState<Exposure>('no')
  const preview = useQuery({
    queryKey: [...tokensKey(organization), 'preview', selection],
    queryFn: ({ signal }) => client.previewRevocation({ selection }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const expected = preview.data?.tokens ?? 0
  const revoke = useAct(() =>
    fresh(() =>
      client.revokeTokens(
        { selection, expected, reason: reasonOf(exposure), batchId: preview.data?.batchId },
        { timeoutMs: BULK_TIMEOUT_MS },
      ),
    ),
  )
  const ready = expected > 0 && isConfirmed(typed, String(expected))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const done = await revoke.run()
    if (!done) return
    await queries.invalidateQueries({ queryKey: tokensKey(organization) })
    onRevoked(done.batchId, done.revoked.length, done.skipped.length, exposure === 'yes')
  }
  const lookAgain = () => {
    setTyped('')
    revoke.reset()
    preview.refetch()
  }

  return (
    <Dialog onClose={onClose} title="Revoke these tokens?" size={560}>
      <form onSubmit={submit}>
        <Stack gap="lg">
          {preview.isPending && <Skeleton height={120} />}
          <ProblemNotice error={preview.error} onRetry={() => preview.refetch()} />
          {preview.data && <Consequence preview={preview.data} />}
          {expected > 0 && (
            <>
              <CompromiseChoice several value={exposure} onChange={setExposure} />
              <ConfirmTyping
                expected={String(expected)}
                what="the number of tokens"
                value={typed}
                onChange={setTyped}
              />
            </>
          )}
          <ProblemNotice
            error={revoke.error}
            {...(hasCode(revoke.error, 'selection_changed') && { onRetry: lookAgain })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="danger" disabled={!ready} loading={revoke.pending}>
              Revoke {counted(expected, 'token')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function Consequence({ preview }: { preview: RevocationPreview }) {
  if (preview.tokens === 0) return <Text>None of them is live, so there is nothing to revoke.</Text>
  const more = preview.tokens - preview.names.length
  const figures = [
    { label: preview.tokens === 1 ? 'token' : 'tokens', value: preview.tokens },
    { label: preview.owners === 1 ? 'owner' : 'owners', value: preview.owners },
    { label: preview.callers === 1 ? 'caller, last 24 h' : 'callers, last 24 h', value: preview.callers },
    {
      label: preview.callsLastDay === 1 ? 'call, last 24 h' : 'calls, last 24 h',
      value: preview.callsLastDay,
    },
  ]
  return (
    <Stack gap="sm">
      <Figures figures={figures} />
      <Text size="sm" className="kw-prose">
        {preview.names.join(', ')}
        {more > 0 && ` and ${more} more`}
      </Text>
    </Stack>
  )
}
