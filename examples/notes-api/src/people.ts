import type { DatabaseSync } from 'node:sqlite'
import type { Keyward } from '@keyward/core'

export type Team = { id: string; name: string }
export type Person = {
  id: string
  teamId: string
  name: string
  role: 'viewer' | 'developer' | 'admin'
  active: boolean
}

type Deps = { database: DatabaseSync; keyward: Keyward }

/** Makes a team, here and in Keyward, where it is an organisation under our id. */
export async function addTeam({ database, keyward }: Deps, { id, name }: Team): Promise<void> {
  database.prepare('insert into team (id, name) values (?, ?)').run(id, name)
  await keyward.organizations.put({ externalId: id, name })
}

/** Makes a person, here and in Keyward. They need no e-mail and never sign in to Keyward. */
export async function addPerson(deps: Deps, person: Person): Promise<void> {
  deps.database
    .prepare('insert into person (id, team_id, name, role, active) values (?, ?, ?, ?, ?)')
    .run(person.id, person.teamId, person.name, person.role, person.active ? 1 : 0)
  await tellKeyward(deps, person)
}

/** Deactivates or reactivates a person. When it returns, their personal tokens have stopped, or work again. */
export async function setActive(deps: Deps, id: string, active: boolean): Promise<Person> {
  deps.database.prepare('update person set active = ? where id = ?').run(active ? 1 : 0, id)
  const person = getPerson(deps.database, id)
  await tellKeyward(deps, person)
  return person
}

export function getPerson(database: DatabaseSync, id: string): Person {
  const row = database.prepare('select * from person where id = ?').get(id)
  if (!row) throw new Error(`There is no person "${id}"`)
  return personFrom(row)
}

/**
 * Tells Keyward of every team and person. What it knows already changes nothing, so this runs at every start
 * and repairs what a crash between the two databases left behind.
 */
export async function provisionAll(deps: Deps): Promise<void> {
  for (const { id, name } of deps.database.prepare('select id, name from team').all())
    await deps.keyward.organizations.put({ externalId: String(id), name: String(name) })
  for (const row of deps.database.prepare('select * from person').all())
    await tellKeyward(deps, personFrom(row))
}

async function tellKeyward({ keyward }: Deps, { id, teamId, name, role, active }: Person): Promise<void> {
  await keyward.members.put({ organization: teamId, externalId: id, name, role, active })
}

type Row = ReturnType<ReturnType<DatabaseSync['prepare']>['get']> & object

const personFrom = (row: Row): Person => ({
  id: String(row.id),
  teamId: String(row.team_id),
  name: String(row.name),
  role: row.role as Person['role'],
  active: row.active === 1,
})
