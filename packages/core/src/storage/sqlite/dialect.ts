import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'

/** One open connection, in this thread or another. */
export interface SqliteSession extends DatabaseConnection {
  begin(readOnly: boolean): Promise<void>
  commit(): void | Promise<void>
  rollback(): void | Promise<void>
  close(): void | Promise<void>
}

/** Kysely on one open connection. Kysely itself makes its users take turns. */
export function sqliteDialect(connection: SqliteSession): Dialect {
  return {
    createDriver: () => new SqliteDriver(connection),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: (): DialectAdapter => new Adapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  }
}

class Adapter extends SqliteAdapter {
  // A migration that fails leaves nothing behind.
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteSession
  constructor(connection: SqliteSession) {
    this.#connection = connection
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async releaseConnection(): Promise<void> {}
  beginTransaction(_connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#connection.begin(settings.accessMode === 'read only')
  }
  async commitTransaction(): Promise<void> {
    await this.#connection.commit()
  }
  async rollbackTransaction(): Promise<void> {
    await this.#connection.rollback()
  }
  async savepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`))
  }
  async rollbackToSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw(`rollback to "${name}"`))
  }
  async releaseSavepoint(_connection: DatabaseConnection, name: string): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw(`release "${name}"`))
  }
  async destroy(): Promise<void> {
    await this.#connection.close()
  }
}
