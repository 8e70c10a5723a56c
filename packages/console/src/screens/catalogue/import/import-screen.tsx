import type { ImportPreview } from '@keyward/contract'
import { useRef, useState } from 'react'
import { CalledOff, useAct } from '../../../lib/act.ts'
import { announce } from '../../../lib/announce.ts'
import { useFreshSignIn } from '../../../parts/dialog/fresh-sign-in.tsx'
import { useOrganization } from '../../../parts/membership.tsx'
import { BackLink } from '../../../parts/page/back-link.tsx'
import { NoRight } from '../../../parts/page/no-right.tsx'
import { Page } from '../../../parts/page/page.tsx'
import { useWhyNotImport } from '../why-not-import.ts'
import { EMPTY, type Source, toInput } from './draft.ts'
import { ImportForm } from './import-form.tsx'
import { PreviewPanel } from './preview-panel.tsx'

const TITLE = 'Import an API'
const READING_MS = 300_000

/** From a description to permissions: choose it, see what it changes, agree. */
export function ImportScreen({ slug }: { slug: string }) {
  const { client } = useOrganization()
  const fresh = useFreshSignIn()
  const reason = useWhyNotImport()
  const [draft, setDraft] = useState(() => EMPTY(slug))
  const [preview, setPreview] = useState<ImportPreview>()
  const reading = useRef<AbortController>(undefined)
  const read = useAct(async (source: Source) => {
    const controller = new AbortController()
    reading.current = controller
    try {
      const input = await toInput(draft, source)
      const options = { signal: controller.signal, timeoutMs: READING_MS }
      setPreview(await fresh(() => client.previewImport(input, options)))
      announce('The description is read')
    } catch (error) {
      throw controller.signal.aborted ? new CalledOff() : error
    }
  })
  const again = () => {
    setPreview(undefined)
    if (draft.source) read.run(draft.source)
  }
  if (reason) return <NoRight title={TITLE} reason={reason} />
  return (
    <Page
      title={preview ? `Import ${preview.api.name}?` : TITLE}
      width="form"
      above={<BackLink to={{ at: 'section', name: 'catalogue' }}>Catalogue</BackLink>}
      lead={
        preview
          ? 'Nothing is changed yet. Look at what would be, then import.'
          : 'From its OpenAPI description (3.0 or 3.1, JSON or YAML) or GraphQL schema. You see what it would change before anything does.'
      }
    >
      {preview ? (
        <PreviewPanel preview={preview} onBack={() => setPreview(undefined)} onAgain={again} />
      ) : (
        <ImportForm
          draft={draft}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          onRead={read.run}
          onCancel={() => reading.current?.abort()}
          reading={read.pending}
          error={read.error}
        />
      )}
    </Page>
  )
}
