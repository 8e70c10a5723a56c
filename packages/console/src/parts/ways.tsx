import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createContext, type MouseEvent, type ReactNode, useContext } from 'react'
import type { Place } from '../lib/places.ts'

/** A departure that was held back: whether one is, and how to decide it. */
export type Departure = { asked: boolean; stay: () => void; leave: () => void }

/** How the screens move: given from outside, so that they do not know the router. */
export type Ways = {
  hrefOf: (place: Place) => string
  go: (place: Place) => void
  /** Holds back whoever leaves while `holding`, in the page and at its closing. */
  useDeparture: (holding: boolean) => Departure
}

const WaysContext = createContext<Ways | undefined>(undefined)

export const WaysProvider = WaysContext.Provider

export function useWays(): Ways {
  const ways = useContext(WaysContext)
  if (!ways) throw new TypeError('useWays: no WaysProvider above')
  return ways
}

/** A real link's address, and the click that stays in the page. */
function useLink(to: Place, onGo?: () => void) {
  const { hrefOf, go } = useWays()
  return {
    href: hrefOf(to),
    onClick: (event: MouseEvent) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return
      event.preventDefault()
      go(to)
      onGo?.()
    },
  }
}

type LinkProps = { to: Place; onGo?: () => void; children: ReactNode }

export function PlaceLink({ to, onGo, children, ...rest }: LinkProps & AnchorProps) {
  return (
    <Anchor {...rest} {...useLink(to, onGo)}>
      {children}
    </Anchor>
  )
}

export function PlaceButton({ to, onGo, children, ...rest }: LinkProps & ButtonProps) {
  return (
    <Button {...rest} component="a" {...useLink(to, onGo)}>
      {children}
    </Button>
  )
}
