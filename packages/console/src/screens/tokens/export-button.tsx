import { Button } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { CalledOff, useAct } from '../../lib/act.ts'
import { describeTrouble } from '../../lib/problem.ts'
import { showToast } from '../../lib/toasts.ts'
import { type TokenListSearch, toListInput } from '../../lib/token/token-list-search.ts'
import { useOrganization } from '../../parts/membership.tsx'

type ExportButtonProps = { search: TokenListSearch; everyone: boolean; total: number }

/** Saves everything that matches as CSV; while it runs it says how far it is, and stops on a click. */
export function ExportButton({ search, everyone, total }: ExportButtonProps) {
  const { client } = useOrganization()
  const [saved, setSaved] = useState(0)
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const save = useAct(async () => {
    const stopping = new AbortController()
    stop.current = stopping
    setSaved(0)
    try {
      const { saveTokens } = await import('./save-tokens.ts')
      await saveTokens({
        client,
        input: toListInput(search, everyone),
        signal: stopping.signal,
        onProgress: setSaved,
      })
    } catch (error) {
      if (stopping.signal.aborted) throw new CalledOff()
      showToast(`Nothing was exported: ${describeTrouble(error).title}`, { tone: 'trouble' })
    }
  })
  const count = (tokens: number) => tokens.toLocaleString('en-GB')
  if (save.pending)
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconX size={16} aria-hidden />}
        onClick={() => stop.current?.abort()}
      >
        Stop the export: {count(saved)} of {count(total)}
      </Button>
    )
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => save.run()}
    >
      Export as CSV
    </Button>
  )
}
