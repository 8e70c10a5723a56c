import type { BatchId, TokenFilterInput } from '@keyward/contract'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { RowSelection } from '../../lib/token/selection.ts'
import { lazyDialog } from '../../parts/dialog/lazy-dialog.tsx'
import classes from './bulk-bar.module.css'
import type { SelectionInput } from './bulk-revoke-dialog.tsx'
import { useRevokedToast } from './revoked-toast.ts'

const BulkRevokeDialog = lazyDialog(async () => (await import('./bulk-revoke-dialog.tsx')).BulkRevokeDialog)

type BulkBarProps = { selection: RowSelection; total: number; loaded: number; filter: TokenFilterInput }

/** What can be done with the rows that are selected. */
export function BulkBar({ selection, total, loaded, filter }: BulkBarProps) {
  const [asking, setAsking] = useState(false)
  const showRevoked = useRevokedToast()
  if (selection.count === 0) return null
  const count = selection.everything ? total : selection.count
  const tokens = count === 1 ? 'token' : 'tokens'
  const done = (batchId: BatchId, revoked: number, skipped: number, final: boolean) => {
    setAsking(false)
    selection.clear()
    showRevoked(batchId, revoked, skipped, final)
  }
  return (
    <section className={classes.bar} aria-label="Selected tokens" data-bulk-bar>
      <Text fw={550} role="status">
        {selection.everything ? `All ${total} that match` : `${count} selected`}
      </Text>
      {!selection.everything && selection.count === loaded && total > loaded && (
        <Button variant="subtle" size="compact-sm" onClick={selection.selectEverything}>
          Select all {total} that match
        </Button>
      )}
      <span className={classes.space} />
      <Button variant="default" size="sm" onClick={selection.clear}>
        Clear
      </Button>
      <Button color="danger" size="sm" onClick={() => setAsking(true)}>
        Revoke {count} {tokens}
      </Button>
      {asking && (
        <BulkRevokeDialog
          selection={selected(selection, filter)}
          onClose={() => setAsking(false)}
          onRevoked={done}
        />
      )}
    </section>
  )
}

function selected(selection: RowSelection, filter: TokenFilterInput): SelectionInput {
  return selection.everything ? { filter } : { ids: [...selection.ids] }
}
