import { Loader, Text } from '@mantine/core'
import { useMemo } from 'react'
import { CopyButton } from '../../../parts/copy-button.tsx'
import { Notice } from '../../../parts/page/notice.tsx'
import type { Answered } from '../ask.ts'
import classes from './answer.module.css'
import { AnswerFaults, Failure } from './faults.tsx'
import { JsonText } from './json-text.tsx'
import { onceIn } from './once.ts'

type AnswerPaneProps = {
  answered: Answered | undefined
  pending: boolean
  error: unknown
  onCopied: () => void
}

/** What was answered, and what went wrong. */
export function AnswerPane({ answered, pending, error, onCopied }: AnswerPaneProps) {
  if (pending)
    return (
      <div className={classes.waiting}>
        <Loader size="sm" aria-hidden />
        Asking…
      </div>
    )
  if (error) return <Failure error={error} />
  if (!answered) return <p className={classes.nothing}>Run a query, and its answer stands here.</p>
  return (
    <div className={classes.answer}>
      <Shown answered={answered} onCopied={onCopied} />
    </div>
  )
}

function Shown({ answered, onCopied }: { answered: Answered; onCopied: () => void }) {
  const { status, ms, sizeBytes, text, errors } = answered
  const values = useMemo(() => onceIn(text), [text])
  const [value, ...others] = values
  const copying = () => {
    const selected = window.getSelection()?.toString() ?? ''
    if (values.length > 0 && values.every((each) => selected.includes(each))) onCopied()
  }
  return (
    <>
      <Text size="sm" c="dimmed">
        HTTP {status} · {Math.round(ms)} ms · {sizeWords(sizeBytes)}
      </Text>
      {value && (
        <Notice tone="hint" title="This answer holds a value that is shown only now">
          <span>Copy it before you go on: no query answers it again.</span>
          <div>
            <CopyButton
              text={others.length === 0 ? value : text}
              label={others.length === 0 ? 'Copy the value' : 'Copy the answer'}
              onCopied={onCopied}
            />
          </div>
        </Notice>
      )}
      <AnswerFaults errors={errors} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <section aria-label="Answer as JSON" tabIndex={0} onCopy={copying}>
        <pre className={classes.text}>
          <JsonText text={text} />
        </pre>
      </section>
    </>
  )
}

const sizeWords = (bytes: number) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`)
