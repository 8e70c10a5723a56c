import { ActionIcon, type ActionIconProps, Button, type ButtonProps, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useTip } from '../tip.tsx'

type Guard = {
  /** Why it cannot be done now; undefined if it can. */
  reason: string | undefined
  onClick: () => void
  children: ReactNode
}

/** A button that stays in reach of the keyboard when it is off, and says why. */
export function GuardedButton({ reason, onClick, children, ...rest }: Guard & ButtonProps) {
  const id = useId()
  const tip = useTip(reason)
  return (
    <>
      <Button {...rest} {...tip.on} {...off(reason, id)} onClick={() => !reason && onClick()}>
        {children}
      </Button>
      {tip.card}
      {reason && <VisuallyHidden id={id}>{reason}</VisuallyHidden>}
    </>
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
  const id = useId()
  const tip = useTip(reason ?? label)
  return (
    <>
      <ActionIcon
        {...rest}
        {...tip.on}
        {...off(reason, id)}
        aria-label={label}
        onClick={() => !reason && onClick()}
      >
        {children}
      </ActionIcon>
      {tip.card}
      {reason && <VisuallyHidden id={id}>{reason}</VisuallyHidden>}
    </>
  )
}

const off = (reason: string | undefined, id: string) =>
  reason ? ({ 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': id } as const) : {}
