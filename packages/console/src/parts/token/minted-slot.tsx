import type { TokenId } from '@keyward/contract'
import { createContext, type ReactNode, useContext, useMemo } from 'react'

/** Hands a new value from the screen that made it to the one that shows it. It can be taken once. */
export type MintedSlot = {
  hand: (tokenId: TokenId, plaintext: string) => void
  take: (tokenId: TokenId) => string | undefined
}

const SlotContext = createContext<MintedSlot | undefined>(undefined)

export function MintedSlotProvider({ children }: { children: ReactNode }) {
  const slot = useMemo(createSlot, [])
  return <SlotContext.Provider value={slot}>{children}</SlotContext.Provider>
}

export function useMintedSlot(): MintedSlot {
  const slot = useContext(SlotContext)
  if (!slot) throw new TypeError('useMintedSlot: no MintedSlotProvider above')
  return slot
}

function createSlot(): MintedSlot {
  let held: { tokenId: TokenId; plaintext: string } | undefined
  return {
    hand: (tokenId, plaintext) => {
      held = { tokenId, plaintext }
    },
    take: (tokenId) => {
      const taken = held
      held = undefined
      return taken?.tokenId === tokenId ? taken.plaintext : undefined
    },
  }
}
