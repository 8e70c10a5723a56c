import { createGuard, type Verifier } from '@keyward/client/hono'
import { Hono } from 'hono'
import { createNotes } from './notes.ts'

type Need = 'notes/notes:find' | 'notes/notes:create'

/** A notes API on Hono. Every route says which permission opens it; behind a guard the caller is known. */
export function createApp(verifier: Verifier): Hono {
  const notes = createNotes()
  const guard = createGuard<Need>(verifier, { realm: 'notes' })
  const app = new Hono()

  app.get('/me', guard(), (context) => context.json(context.var.caller))
  app.get('/notes', guard('notes/notes:find'), (context) =>
    context.json({ notes: notes.of(context.var.caller) }),
  )
  app.post('/notes', guard('notes/notes:create'), async (context) => {
    const { title } = await context.req.json()
    return context.json(notes.add(context.var.caller, title), 201)
  })
  return app
}
