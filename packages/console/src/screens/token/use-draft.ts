import { useState } from 'react'
import { type DraftField, openChoice, type TokenDraft } from '../../lib/token/token-draft.ts'

type Faults = Partial<Record<DraftField, string>>

/** What is being typed, and which of its choices are still open. A draft may begin with faults, as from a link. */
export function useDraft(start: () => { draft: TokenDraft; faults?: Faults }) {
  const [begun] = useState(start)
  const [draft, setDraft] = useState(begun.draft)
  const [told, setTold] = useState<Faults>(begun.faults ?? {})
  const [own, setOwn] = useState<Faults>({})
  return {
    draft,
    told,
    own,
    change: (part: Partial<TokenDraft>) => {
      setDraft((before) => ({ ...before, ...part }))
      const touched = (field: string) => (field.split('.')[0] ?? field) in part
      setTold((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !touched(field))))
      setOwn((before) => (Object.keys(before).some(touched) ? {} : before))
    },
    /** Whether everything that must be chosen is; marks what is not. */
    complete: () => {
      const open = openChoice(draft)
      setOwn(open)
      return Object.keys(open).length === 0
    },
  }
}
