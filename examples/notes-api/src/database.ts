import { DatabaseSync } from 'node:sqlite'

const TABLES = `
  create table if not exists team (id text primary key, name text not null) strict;
  create table if not exists person (
    id text primary key,
    team_id text not null references team,
    name text not null,
    role text not null,
    active integer not null
  ) strict;
  create table if not exists note (
    id text primary key,
    team_id text not null references team,
    title text not null,
    body text not null,
    author_id text references person,
    author_name text not null,
    created_at text not null,
    updated_at text not null
  ) strict;
  create table if not exists comment (
    id text primary key,
    note_id text not null references note on delete cascade,
    body text not null,
    author_id text references person,
    author_name text not null,
    created_at text not null
  ) strict;
`

/** Opens the example's own database: teams, people, notes, comments. Keyward keeps its own file. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal; pragma synchronous = full;')
  database.exec(TABLES)
  return database
}
