import type { Caller } from '@keyward/contract'

export type Note = { organization: string; title: string; author: string }

/** Notes in memory: each organisation sees its own, and each note remembers who wrote it. */
export function createNotes() {
  const kept: Note[] = []
  return {
    of: ({ organization }: Caller): Note[] => kept.filter((note) => note.organization === organization.id),
    add({ organization, owner, tokenName }: Caller, title: unknown): Note {
      const author = owner.kind === 'user' ? owner.name : tokenName
      const note = { organization: organization.id, title: String(title ?? ''), author }
      kept.push(note)
      return note
    },
  }
}
