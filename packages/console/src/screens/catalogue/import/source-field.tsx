import { Button, Group, Text, Textarea } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { bytesOf, type Source, sizeWords } from './draft.ts'
import classes from './import.module.css'

type SourceFieldProps = {
  source: Source | undefined
  onChange: (source: Source | undefined) => void
  fault: string | undefined
  disabled: boolean
}

/** A file to choose or to drop, or a text to paste. */
export function SourceField({ source, onChange, fault, disabled }: SourceFieldProps) {
  const [pasting, setPasting] = useState(source?.kind === 'text')
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onChange({ kind: 'file', file })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    setPasting(false)
    if (!disabled) take(event.dataTransfer.files)
  }
  const swap = () => {
    onChange(undefined)
    setPasting(!pasting)
  }
  return (
    <fieldset className="kw-plain" aria-describedby={fault ? id : undefined} disabled={disabled}>
      <legend className="kw-legend">Description</legend>
      {pasting ? (
        <Textarea
          aria-label="Text of the description"
          placeholder={'openapi: 3.1.0\ninfo: …'}
          rows={10}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'kw-mono' }}
          value={source?.kind === 'text' ? source.text : ''}
          onChange={(event) => onChange({ kind: 'text', text: event.currentTarget.value })}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped on it; the button inside does the same
        <div
          className={classes.drop}
          data-over={over || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileUpload size={24} aria-hidden />
          <div className={classes.file} aria-live="polite">
            {source?.kind === 'file' ? (
              <>
                <strong>{source.file.name}</strong> {sizeWords(bytesOf(source))}
              </>
            ) : (
              'Drop openapi.json, openapi.yaml or schema.graphql here'
            )}
          </div>
          <Button variant="default" size="xs" onClick={() => input.current?.click()} disabled={disabled}>
            {source ? 'Choose another file' : 'Choose a file'}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="File of the description"
            accept=".json,.yaml,.yml,.graphql,.graphqls,.gql,application/json,application/yaml,application/graphql"
            onChange={(event) => {
              take(event.currentTarget.files)
              event.currentTarget.value = ''
            }}
          />
        </div>
      )}
      <Group justify="space-between" mt={6} gap="xs">
        <Text size="sm" c={fault ? 'var(--mantine-color-error)' : 'dimmed'} id={id}>
          {fault ?? 'Up to 32 MB. References to other files must be bundled first.'}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={swap} disabled={disabled}>
          {pasting ? 'Choose a file instead' : 'Paste the text instead'}
        </Button>
      </Group>
    </fieldset>
  )
}
