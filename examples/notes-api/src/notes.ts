import { randomUUID } from 'node:crypto'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Author } from './author.ts'

export type Note = {
  id: string
  title: string
  body: string
  author: Author
  createdAt: string
  updatedAt: string
}
export type NoteInput = { title: string; body: string }

export const listNotes = (database: DatabaseSync, team: string): Note[] =>
  database.prepare('select * from note where team_id = ? order by created_at, id').all(team).map(noteFrom)

export function findNote(database: DatabaseSync, team: string, id: string): Note | undefined {
  const row = database.prepare('select * from note where team_id = ? and id = ?').get(team, id)
  return row && noteFrom(row)
}

export function createNote(database: DatabaseSync, team: string, input: NoteInput, author: Author): Note {
  const now = new Date().toISOString()
  const note = { id: randomUUID(), ...input, author, createdAt: now, updatedAt: now }
  database
    .prepare(
      `insert into note (id, team_id, title, body, author_id, author_name, created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(note.id, team, note.title, note.body, author.person, author.name, now, now)
  return note
}

export function updateNote(
  database: DatabaseSync,
  team: string,
  id: string,
  { title, body }: Partial<NoteInput>,
): Note | undefined {
  database
    .prepare(
      `update note set title = coalesce(?, title), body = coalesce(?, body), updated_at = ?
       where team_id = ? and id = ?`,
    )
    .run(title ?? null, body ?? null, new Date().toISOString(), team, id)
  return findNote(database, team, id)
}

/** Says whether there was such a note. Its comments go with it. */
export const deleteNote = (database: DatabaseSync, team: string, id: string): boolean =>
  database.prepare('delete from note where team_id = ? and id = ?').run(team, id).changes === 1

const noteFrom = (row: Record<string, SQLOutputValue>): Note => ({
  id: String(row.id),
  title: String(row.title),
  body: String(row.body),
  author: { person: row.author_id as string | null, name: String(row.author_name) },
  createdAt: String(row.created_at),
  updatedAt: String(row.updated_at),
})
