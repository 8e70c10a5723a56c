import { guard } from '../../lib/guard.ts'
import { createNotes } from '../../lib/notes.ts'

const notes = createNotes()

export const GET = guard('notes/notes:find', (_request, caller) => Response.json({ notes: notes.of(caller) }))

export const POST = guard('notes/notes:create', async (request: Request, caller) => {
  const { title } = Object(await request.json())
  return Response.json(notes.add(caller, title), { status: 201 })
})
