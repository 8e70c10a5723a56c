import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { KeywardError } from '@keyward/contract'
import type { CompiledQuery, QueryResult } from 'kysely'
import type { SqliteSession } from './dialect.ts'
import { faultOf } from './faults.ts'
import { type Patience, whileLocked } from './patience.ts'

type Prepared = { statement: StatementSync; reads: boolean }
type Query = Pick<CompiledQuery, 'sql' | 'parameters'>

const KEPT_STATEMENTS = 500
/** Statements with more come in every length, and seldom come again. */
const MOST_PARAMETERS = 100
const NEVER_KEPT = /^\s*(?:alter|create|drop|vacuum)/i

/** One SQLite connection with its prepared statements; everything on it happens within the tick. */
export class SqliteConnection implements SqliteSession {
  readonly #db: DatabaseSync
  readonly #patience: Patience
  readonly #kept = new Map<string, Prepared>()
  #inTransaction = false

  constructor(db: DatabaseSync, patience: Patience) {
    this.#db = db
    this.#patience = patience
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      if (!this.#inTransaction) return await whileLocked(this.#patience, () => this.run<R>(query))
      // A full disk makes SQLite roll back by itself; what follows must not commit alone.
      if (!this.#db.isTransaction) throw rolledBack()
      return this.run<R>(query)
    } catch (error) {
      throw faultOf(error)
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }

  /** Runs a query in this very tick; throws SQLite's own error. */
  run<R>({ sql, parameters }: Query): QueryResult<R> {
    const { statement, reads } = this.#prepare(sql, parameters.length <= MOST_PARAMETERS)
    const values = parameters.map(bind)
    if (reads) return { rows: statement.all(...values) as R[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  async begin(readOnly: boolean): Promise<void> {
    try {
      await whileLocked(this.#patience, () => this.#db.exec(readOnly ? 'begin' : 'begin immediate'))
      this.#inTransaction = true
    } catch (error) {
      throw faultOf(error)
    }
  }

  commit(): void {
    if (!this.#db.isTransaction) throw rolledBack()
    try {
      this.#db.exec('commit')
      this.#inTransaction = false
    } catch (error) {
      throw faultOf(error)
    }
  }

  rollback(): void {
    this.#inTransaction = false
    if (this.#db.isTransaction) this.#db.exec('rollback')
  }

  close(): void {
    this.#kept.clear()
    if (this.#db.isOpen) this.#db.close()
  }

  #prepare(sql: string, keep: boolean): Prepared {
    const kept = this.#kept.get(sql)
    if (kept) return kept
    const statement = this.#db.prepare(sql)
    const prepared = { statement, reads: statement.columns().length > 0 }
    if (!keep || NEVER_KEPT.test(sql)) return prepared
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size >= KEPT_STATEMENTS && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(sql, prepared)
    return prepared
  }
}

const rolledBack = () =>
  new KeywardError('storage_unavailable', {
    detail: 'The database has undone this change, because the disk is full or failed. Nothing was written.',
  })

/** A value as SQLite takes it. */
export function bind(value: unknown): SQLInputValue {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return value as SQLInputValue
}
