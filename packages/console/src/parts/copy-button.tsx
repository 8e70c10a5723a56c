import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { announce } from '../lib/announce.ts'
import { useTip } from './tip.tsx'

const SHOWN_MS = 2500

type CopyProps = { text: string; label: string; onCopied?: () => void }

function useCopy({ text, onCopied }: Pick<CopyProps, 'text' | 'onCopied'>) {
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready')
  // Ends with the button: a timer that outlived it would keep the text in memory.
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => {
    const copied = await writeClipboard(text)
    setState(copied ? 'copied' : 'failed')
    announce(copied ? 'Copied' : 'Copying failed: select the text and copy it yourself')
    if (copied) onCopied?.()
  }
  return { state, copy }
}

/** Copies a text and says so, to eyes and to screen readers. */
export function CopyButton({ text, label, onCopied, primary = false }: CopyProps & { primary?: boolean }) {
  const { state, copy } = useCopy({ text, ...(onCopied && { onCopied }) })
  const words = { ready: label, copied: 'Copied', failed: 'Select and copy it yourself' }
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      miw={170}
      leftSection={
        state === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
      }
      onClick={copy}
    >
      {words[state]}
    </Button>
  )
}

export function CopyIcon({ text, label }: CopyProps) {
  const { state, copy } = useCopy({ text })
  const tip = useTip(state === 'copied' ? 'Copied' : label)
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={copy} {...tip.on}>
        {state === 'copied' ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      </ActionIcon>
      {tip.card}
    </>
  )
}

/** The clipboard needs a secure context; over plain http to another host the older way still works. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  const home = document.querySelector('[role=dialog]') ?? document.body
  home.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}
