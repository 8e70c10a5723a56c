import { callerOf, createGuard, type Verifier } from '@keyward/client/express'
import express, { type Express } from 'express'
import { createNotes } from './notes.ts'

type Need = 'notes/notes:find' | 'notes/notes:create'

/** A notes API on Express. Every route says which permission opens it; behind a guard the caller is known. */
export function createApp(verifier: Verifier): Express {
  const app = express()
  const notes = createNotes()
  const guard = createGuard<Need>(verifier, { realm: 'notes' })

  app.get('/me', guard(), (request, response) => {
    response.json(callerOf(request))
  })
  app.get('/notes', guard('notes/notes:find'), (request, response) => {
    response.json({ notes: notes.of(callerOf(request)) })
  })
  app.post('/notes', guard('notes/notes:create'), express.json(), (request, response) => {
    response.status(201).json(notes.add(callerOf(request), request.body?.title))
  })
  return app
}
