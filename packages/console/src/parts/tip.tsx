import {
  type FocusEvent,
  type MouseEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import classes from './tip.module.css'

const LINGER_MS = 120
const GAP_PX = 4
const EDGE_PX = 8

type At = MouseEvent<HTMLElement> | FocusEvent<HTMLElement>

/** An explanation of an element: its listeners go on the element, the card beside it; without a label nothing shows. */
export function useTip(label: ReactNode) {
  const [target, setTarget] = useState<HTMLElement>()
  const id = useId()
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const show = ({ currentTarget }: At) => {
    clearTimeout(leaving.current)
    setTarget(currentTarget)
  }
  const hide = () => {
    clearTimeout(leaving.current)
    setTarget(undefined)
  }
  // Whoever reads it may move the pointer onto it.
  const leave = () => {
    leaving.current = setTimeout(hide, LINGER_MS)
  }
  const shown = label !== undefined && target?.isConnected === true
  return {
    on: {
      onMouseEnter: show,
      onMouseLeave: leave,
      // Not where a closing dialog gives the focus back to a mouse's user.
      onFocus: (event: FocusEvent<HTMLElement>) => event.target.matches(':focus-visible') && show(event),
      onBlur: hide,
      onKeyDown: (event: { key: string }) => event.key === 'Escape' && hide(),
    },
    describedBy: shown ? id : undefined,
    card: shown && (
      <Card id={id} target={target} onStay={() => clearTimeout(leaving.current)} onLeave={leave}>
        {label}
      </Card>
    ),
  }
}

type CardProps = {
  id: string
  target: HTMLElement
  onStay: () => void
  onLeave: () => void
  children: ReactNode
}

/** What a tip stands in: a part of the page that screen readers know, never the page beside them all. */
const REGIONS = '[role="dialog"], main, nav, header, section[aria-label]'

/** In the browser's top layer: nothing that it stands in cuts it off or moves it. */
function Card({ id, target, onStay, onLeave, children }: CardProps) {
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => card.current && placeBeside(target, card.current)
    if (!card.current?.matches(':popover-open')) card.current?.showPopover()
    place()
    window.addEventListener('scroll', place, { capture: true, passive: true })
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('scroll', place, { capture: true })
      window.removeEventListener('resize', place)
    }
  })
  return createPortal(
    <div
      ref={card}
      id={id}
      role="tooltip"
      popover="manual"
      className={classes.card}
      onMouseEnter={onStay}
      onMouseLeave={onLeave}
    >
      {children}
    </div>,
    target.closest(REGIONS) ?? document.body,
  )
}

/** Above where there is room, else below; never over the edge of the window. */
function placeBeside(target: HTMLElement, card: HTMLElement): void {
  const { top, bottom, left, width } = target.getBoundingClientRect()
  const above = top - card.offsetHeight - GAP_PX
  const farthest = document.documentElement.clientWidth - card.offsetWidth - EDGE_PX
  const centred = left + width / 2 - card.offsetWidth / 2
  card.style.top = `${above >= EDGE_PX ? above : bottom + GAP_PX}px`
  card.style.left = `${Math.max(EDGE_PX, Math.min(centred, farthest))}px`
}
