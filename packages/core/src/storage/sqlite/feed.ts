import type { Kysely } from 'kysely'
import type { InvalidationFeed, Renewal } from '../../ports.ts'
import {
  keepVerifier,
  type RenewalRow,
  registerVerifier,
  removeVerifier,
  renewalFrom,
  selectRenewal,
} from '../sql-invalidation.ts'
import type { Tables } from '../tables.ts'
import { type FillRow, fillFrom, selectFill } from '../tokens/stored-token.ts'
import type { SqliteConnection } from './connection.ts'
import { faultOf } from './faults.ts'
import { type Patience, whileLocked } from './patience.ts'

export type FeedParts = {
  database: Kysely<Tables>
  /** Private, read-only; nothing on it outlives a tick, so each look sees every commit made before it. */
  connection: SqliteConnection
  patience: Patience
}

const LEASE_MS = 1
const NOTHING_NEW: Renewal = { registered: true, invalidations: [] }
/** Stands for the token id in the one statement that every fill runs. */
const ANY_ID = '?'

/** The verifier's side of SQLite: `data_version` says, in microseconds, whether anybody has committed since the last look. */
export function sqliteFeed({ database, connection, patience }: FeedParts): InvalidationFeed {
  /** At which version each verifier's last look was, and up to which sequence it told. */
  const looks = new Map<string, { version: number; head: number }>()
  const filling = selectFill(database, ANY_ID).compile()

  const look = (verifierId: string, applied: number): Renewal => {
    // Read before the rows: a commit in between is then seen twice, never missed.
    const version = dataVersion(connection)
    const last = looks.get(verifierId)
    if (last?.version === version && last.head === applied) return NOTHING_NEW
    const query = selectRenewal(database, verifierId, applied).compile()
    const renewal = renewalFrom(connection.run<RenewalRow>(query).rows, applied)
    if (renewal.registered) looks.set(verifierId, { version, head: applied + renewal.invalidations.length })
    else looks.delete(verifierId)
    return renewal
  }
  const patiently = async <T>(read: () => T): Promise<T> => {
    try {
      return await whileLocked(patience, read)
    } catch (error) {
      throw faultOf(error)
    }
  }

  return {
    leaseMs: LEASE_MS,
    async register(verifierId, now) {
      looks.delete(verifierId)
      return database.transaction().execute((trx) => registerVerifier(trx, verifierId, now))
    },
    async heartbeat(verifierId, now) {
      await database.transaction().execute((trx) => keepVerifier(trx, verifierId, now))
    },
    async unregister(verifierId) {
      await removeVerifier(database, verifierId)
      looks.delete(verifierId)
    },
    renewNow(verifierId, applied) {
      try {
        return look(verifierId, applied)
      } catch {
        // `renew` meets the same fault, and can wait or say it.
        return undefined
      }
    },
    renew: (verifierId, applied) => patiently(() => look(verifierId, applied)),
    fill: (id) =>
      patiently(() => {
        const parameters = filling.parameters.map((value) => (value === ANY_ID ? id : value))
        return fillFrom(connection.run<FillRow>({ sql: filling.sql, parameters }).rows)
      }),
  }
}

const dataVersion = (connection: SqliteConnection): number =>
  connection.run<{ data_version: number }>({ sql: 'pragma data_version', parameters: [] }).rows[0]
    ?.data_version ?? -1
