import { randomUUID } from 'node:crypto'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Author } from './author.ts'

export type Comment = { id: string; body: string; author: Author; createdAt: string }

export const listComments = (database: DatabaseSync, noteId: string): Comment[] =>
  database
    .prepare('select * from comment where note_id = ? order by created_at, id')
    .all(noteId)
    .map(commentFrom)

export function createComment(database: DatabaseSync, noteId: string, body: string, author: Author): Comment {
  const comment = { id: randomUUID(), body, author, createdAt: new Date().toISOString() }
  database
    .prepare(
      'insert into comment (id, note_id, body, author_id, author_name, created_at) values (?, ?, ?, ?, ?, ?)',
    )
    .run(comment.id, noteId, body, author.person, author.name, comment.createdAt)
  return comment
}

export const deleteComment = (database: DatabaseSync, noteId: string, id: string): boolean =>
  database.prepare('delete from comment where note_id = ? and id = ?').run(noteId, id).changes === 1

const commentFrom = (row: Record<string, SQLOutputValue>): Comment => ({
  id: String(row.id),
  body: String(row.body),
  author: { person: row.author_id as string | null, name: String(row.author_name) },
  createdAt: String(row.created_at),
})
