import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './dialog.module.css'

type DialogProps = {
  opened?: boolean
  onClose: () => void
  title: string
  size?: number
  /** Stands over other dialogs. */
  above?: boolean
  children: ReactNode
}

/** A dialog. Its head is no page header, which Mantine's own would be to screen readers. */
export function Dialog({ opened = true, onClose, title, size = 460, above = false, children }: DialogProps) {
  useFocusBack(opened)
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      centered
      radius="lg"
      padding="lg"
      zIndex={above ? 300 : 250}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

/** A dialog that goes away as a whole gives the focus back itself: to where it was, or to the page's heading. */
function useFocusBack(opened: boolean) {
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    if (!opened) return
    return () => {
      if (document.activeElement !== document.body) return
      const heading = document.querySelector<HTMLElement>('[data-page-heading]')
      const home = before instanceof HTMLElement && before !== document.body && before.isConnected
      const target = home ? before : heading
      target?.focus({ preventScroll: true })
    }
  }, [before, opened])
}
