import { callerOf, createGuard, type Verifier } from '@keyward/client/fastify'
import fastify, { type FastifyInstance } from 'fastify'
import { createNotes } from './notes.ts'

type Need = 'notes/notes:find' | 'notes/notes:create'

/** A notes API on Fastify. Every route says which permission opens it; behind a guard the caller is known. */
export function createApp(verifier: Verifier): FastifyInstance {
  const app = fastify()
  const notes = createNotes()
  const guard = createGuard<Need>(verifier, { realm: 'notes' })
  app.decorateRequest('caller')

  app.get('/me', { onRequest: guard() }, async (request) => callerOf(request))
  app.get('/notes', { onRequest: guard('notes/notes:find') }, async (request) => ({
    notes: notes.of(callerOf(request)),
  }))
  app.post<{ Body: { title?: string } | null }>(
    '/notes',
    { onRequest: guard('notes/notes:create') },
    async (request, reply) => reply.code(201).send(notes.add(callerOf(request), request.body?.title)),
  )
  return app
}
