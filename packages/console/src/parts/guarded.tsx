import {
  ActionIcon,
  type ActionIconProps,
  Button,
  type ButtonProps,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core'
import { type ReactNode, useId } from 'react'

type Guard = {
  /** Why it cannot be done now; undefined if it can. */
  reason: string | undefined
  onClick: () => void
  children: ReactNode
}

/** A button that stays in reach of the keyboard when it is off, and says why. */
export function GuardedButton({ reason, onClick, children, ...rest }: Guard & ButtonProps) {
  const described = useReason(reason)
  return (
    <Explained reason={reason} id={described.id}>
      <Button {...rest} {...described.button} onClick={() => !reason && onClick()}>
        {children}
      </Button>
    </Explained>
  )
}

/** The same as an icon; `label` is its name. */
export function GuardedIcon({
  reason,
  onClick,
  label,
  children,
  ...rest
}: Guard & { label: string } & ActionIconProps) {
  const described = useReason(reason)
  return (
    <Explained reason={reason ?? label} id={described.id} silent={!reason}>
      <ActionIcon {...rest} {...described.button} aria-label={label} onClick={() => !reason && onClick()}>
        {children}
      </ActionIcon>
    </Explained>
  )
}

function useReason(reason: string | undefined) {
  const id = useId()
  const button = reason
    ? ({ 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': id } as const)
    : {}
  return { id, button }
}

function Explained({
  reason,
  id,
  silent = false,
  children,
}: {
  reason: string | undefined
  id: string
  silent?: boolean
  children: ReactNode
}) {
  return (
    <>
      <Tooltip label={reason} disabled={!reason}>
        {children}
      </Tooltip>
      {reason && !silent && <VisuallyHidden id={id}>{reason}</VisuallyHidden>}
    </>
  )
}
