import { useState } from 'react'
import { type DraftField, openChoice, type TokenDraft } from '../../lib/token-draft.ts'

/** What is being typed, and which of its choices are still open. */
export function useDraft(start: () => TokenDraft) {
  const [draft, setDraft] = useState(start)
  const [own, setOwn] = useState<Partial<Record<DraftField, string>>>({})
  return {
    draft,
    own,
    change: (part: Partial<TokenDraft>) => {
      setDraft((before) => ({ ...before, ...part }))
      const touched = (field: string) => (field.split('.')[0] ?? field) in part
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
