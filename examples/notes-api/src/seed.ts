import { createNote } from './notes.ts'
import type { NotesWorld } from './open.ts'
import { addPerson, addTeam } from './people.ts'

/** Fills an empty database with a team, two people and two notes; answers Ada's first token, or undefined later. */
export async function seed(world: NotesWorld): Promise<string | undefined> {
  if (world.database.prepare('select 1 from team').get()) return undefined
  await addTeam(world, { id: 'acme', name: 'Acme' })
  await addPerson(world, { id: 'ada', teamId: 'acme', name: 'Ada Berg', role: 'developer', active: true })
  await addPerson(world, { id: 'tom', teamId: 'acme', name: 'Tom Okafor', role: 'viewer', active: true })
  const author = { person: 'ada', name: 'Ada Berg' }
  createNote(world.database, 'acme', { title: 'Shopping', body: 'Tea, bread' }, author)
  createNote(world.database, 'acme', { title: 'Reading', body: 'The second chapter' }, author)

  const ada = await world.keyward.members.actor({ organization: 'acme', externalId: 'ada' })
  const { plaintext } = await world.keyward.generateToken(ada, { name: 'First token' })
  return plaintext
}
