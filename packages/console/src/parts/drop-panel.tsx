import { UnstyledButton } from '@mantine/core'
import { useClickOutside, useDisclosure } from '@mantine/hooks'
import { type ReactNode, useId, useRef } from 'react'
import classes from './drop-panel.module.css'

type DropPanelProps = {
  label: string
  button: ReactNode
  side: 'start' | 'end'
  buttonClassName?: string | undefined
  /** What opens under the button; it may close itself. */
  children: (close: () => void) => ReactNode
}

/** A button that opens a panel under it. Escape, a click elsewhere, or leaving it with the keyboard closes it. */
export function DropPanel({ label, button, side, buttonClassName, children }: DropPanelProps) {
  const [opened, { toggle, close }] = useDisclosure()
  const id = useId()
  const root = useClickOutside<HTMLDivElement>(close)
  const target = useRef<HTMLButtonElement>(null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the Escape and the focus of what is in it
    <div
      ref={root}
      className={classes.root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !opened) return
        close()
        target.current?.focus()
      }}
      onBlur={(event) => {
        const next = event.relatedTarget
        if (next instanceof Node && !event.currentTarget.contains(next)) close()
      }}
    >
      <UnstyledButton
        ref={target}
        className={buttonClassName ?? ''}
        aria-label={label}
        aria-expanded={opened}
        aria-controls={id}
        onClick={toggle}
      >
        {button}
      </UnstyledButton>
      <div id={id} hidden={!opened} className={classes.panel} data-side={side}>
        {opened && children(close)}
      </div>
    </div>
  )
}
