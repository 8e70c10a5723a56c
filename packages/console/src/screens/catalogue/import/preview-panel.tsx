import type { ImportPreview } from '@keyward/contract'
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../../lib/act.ts'
import { changesNothing, losingTokens } from '../../../lib/catalogue/catalogue-words.ts'
import { counted } from '../../../lib/counted.ts'
import { hasCode } from '../../../lib/problem.ts'
import { showToast } from '../../../lib/toasts.ts'
import { ConfirmTyping, isConfirmed } from '../../../parts/dialog/confirm-typing.tsx'
import { useFreshSignIn } from '../../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../../parts/membership.tsx'
import { Notice } from '../../../parts/page/notice.tsx'
import { ProblemNotice } from '../../../parts/page/problem-notice.tsx'
import { useWays } from '../../../parts/ways.tsx'
import { DiffLists } from '../diff/diff-lists.tsx'
import { Effects } from '../diff/effects.tsx'
import { useCatalogueChanged } from '../use-changed.ts'
import { ImportFigures } from './import-figures.tsx'
import { Notes } from './notes.tsx'

type PreviewPanelProps = { preview: ImportPreview; onBack: () => void; onAgain: () => void }

/** What an import would change; whoever takes something from tokens types the slug first. */
export function PreviewPanel({ preview, onBack, onAgain }: PreviewPanelProps) {
  const { client } = useOrganization()
  const fresh = useFreshSignIn()
  const changed = useCatalogueChanged()
  const { go } = useWays()
  const [typed, setTyped] = useState('')
  const { id: importId, revision, api, diff, effects } = preview
  const losing = losingTokens(effects)
  const nothing = changesNothing(diff)
  const ready = losing === 0 || isConfirmed(typed, api.slug)
  const apply = useAct(async () => {
    const done = await fresh(() => client.applyImport({ importId, revision, effects }))
    await changed()
    showToast(`“${api.name}” is imported: revision ${done.revision} is in force everywhere.`)
    go({ at: 'section', name: 'catalogue' })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !nothing) apply.run()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xl">
        <Text>
          <span className="kw-mono">{api.slug}</span> has {counted(preview.operations, 'operation')} at{' '}
          {api.hosts.length > 0 ? api.hosts.join(', ') : 'any host'}
          {api.pathPrefix}. {nothing ? 'The catalogue holds exactly this already.' : nextWords(revision)}
        </Text>
        {!nothing && <ImportFigures preview={preview} />}
        {diff.bound && <Bound bound={diff.bound} />}
        {!nothing && <Effects effects={effects} />}
        <DiffLists diff={diff} />
        <Notes notes={preview.notes} />
        {losing > 0 && (
          <ConfirmTyping expected={api.slug} what="the slug" value={typed} onChange={setTyped} />
        )}
        <ProblemNotice
          error={apply.error}
          {...(hasCode(apply.error, 'import_changed', 'import_not_found') && {
            onRetry: onAgain,
            retryLabel: 'Preview again',
          })}
        />
        <Group>
          {!nothing && (
            <Button
              type="submit"
              disabled={!ready}
              loading={apply.pending}
              {...(losing > 0 && { color: 'danger' })}
            >
              {losing > 0 ? `Import, and take from ${counted(losing, 'token')}` : 'Import'}
            </Button>
          )}
          <Button variant="default" onClick={onBack} disabled={apply.pending}>
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const nextWords = (revision: number) =>
  revision === 0
    ? 'It becomes revision 1 of the catalogue.'
    : `It becomes revision ${revision + 1}; revision ${revision} is in force.`

function Bound({ bound }: { bound: NonNullable<ImportPreview['diff']['bound']> }) {
  const place = (at: 0 | 1) => `${bound.hosts[at].join(', ') || 'any host'}${bound.pathPrefix[at]}`
  return (
    <Notice tone="hint" title="It would answer at another address">
      <span>
        Until now {place(0)}, then {place(1)}. At the old address its routes are refused.
      </span>
    </Notice>
  )
}
