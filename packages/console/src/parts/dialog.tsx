import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
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
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
