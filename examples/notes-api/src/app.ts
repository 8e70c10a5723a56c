import { callerOf, createGuard } from '@keyward/client/fastify'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { authorOf, teamOf } from './author.ts'
import { permissionNamed } from './catalogue.ts'
import { createComment, deleteComment, listComments } from './comments.ts'
import { serveGraphql } from './graphql.ts'
import { createNote, deleteNote, findNote, listNotes, type NoteInput, updateNote } from './notes.ts'
import type { NotesWorld } from './open.ts'
import { sendProblem } from './problem.ts'

type OneNote = { Params: { noteId: string } }
type OneComment = { Params: { noteId: string; commentId: string } }

const title = { type: 'string', minLength: 1, maxLength: 200 }
const text = { type: 'string', maxLength: 100_000 }
const body = (required: string[], properties: object) => ({
  body: { type: 'object', additionalProperties: false, required, properties },
})

/** The notes API. Every route says which permission opens it; handlers find the caller on the request. */
export function createApp(world: NotesWorld): FastifyInstance {
  const { database, keyward } = world
  const app = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } })
  const guard = createGuard(keyward, { realm: 'notes' })
  const may = (permission: string) => ({ onRequest: guard(permissionNamed(permission)) })
  app.decorateRequest('caller')

  app.get('/me', { onRequest: guard() }, async (request) => callerOf(request))

  app.get('/notes', may('notes/notes:find'), async (request) => ({
    notes: listNotes(database, teamOf(callerOf(request))),
  }))
  app.get<OneNote>('/notes/:noteId', may('notes/notes:findOne'), async (request, reply) => {
    const note = findNote(database, teamOf(callerOf(request)), request.params.noteId)
    return note ?? unknownNote(reply)
  })
  app.post<{ Body: { title: string; body?: string } }>(
    '/notes',
    { ...may('notes/notes:create'), schema: body(['title'], { title, body: text }) },
    async (request, reply) => {
      const caller = callerOf(request)
      const input = { body: '', ...request.body }
      return reply.code(201).send(createNote(database, teamOf(caller), input, authorOf(caller)))
    },
  )
  app.patch<OneNote & { Body: Partial<NoteInput> }>(
    '/notes/:noteId',
    { ...may('notes/notes:update'), schema: body([], { title, body: text }) },
    async (request, reply) => {
      const note = updateNote(database, teamOf(callerOf(request)), request.params.noteId, request.body)
      return note ?? unknownNote(reply)
    },
  )
  app.delete<OneNote>('/notes/:noteId', may('notes/notes:delete'), async (request, reply) => {
    const done = deleteNote(database, teamOf(callerOf(request)), request.params.noteId)
    return done ? reply.code(204).send() : unknownNote(reply)
  })

  app.get<OneNote>('/notes/:noteId/comments', may('notes/comments:find'), async (request, reply) => {
    const note = findNote(database, teamOf(callerOf(request)), request.params.noteId)
    return note ? { comments: listComments(database, note.id) } : unknownNote(reply)
  })
  app.post<OneNote & { Body: { body: string } }>(
    '/notes/:noteId/comments',
    { ...may('notes/comments:create'), schema: body(['body'], { body: text }) },
    async (request, reply) => {
      const caller = callerOf(request)
      const note = findNote(database, teamOf(caller), request.params.noteId)
      if (!note) return unknownNote(reply)
      return reply.code(201).send(createComment(database, note.id, request.body.body, authorOf(caller)))
    },
  )
  app.delete<OneComment>(
    '/notes/:noteId/comments/:commentId',
    may('notes/comments:delete'),
    async (request, reply) => {
      const note = findNote(database, teamOf(callerOf(request)), request.params.noteId)
      if (!note) return unknownNote(reply)
      const done = deleteComment(database, note.id, request.params.commentId)
      return done ? reply.code(204).send() : sendProblem(reply, 404, { title: 'No such comment' })
    },
  )
  serveGraphql(app, world)
  return app
}

/** A note of another team and a note that never was are told apart by nobody. */
const unknownNote = (reply: FastifyReply) => sendProblem(reply, 404, { title: 'No such note' })
