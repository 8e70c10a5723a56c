export {
  KeywardError,
  type Permission,
  type PermissionText,
  permission,
  type RequestVerdict,
} from '@keyward/contract'

import './node-version.ts'

export { ownNeeds } from './catalogue/own-routes.ts'
export { createKeyward } from './create-core.ts'
export { createKeyring, Keyring } from './keys/keyring.ts'
export type { Keyward, KeywardOptions } from './keyward.ts'
export type { NoticeActor, NoticeToken, TokenNotice } from './notices/notice.ts'
export { CORE_OPERATIONS, type CoreOperationName, isCoreOperation } from './operations.ts'
export type { MemberRecord, OrganizationRecord } from './people/record.ts'
export type {
  Actor,
  Clock,
  Delivery,
  Letter,
  Outlet,
  Poster,
  Posting,
  Random,
  RequestContext,
  RequestFacts,
  Store,
  Timers,
  VerifyFacts,
} from './ports.ts'
export { realClock, realRandom, realTimers } from './real-world.ts'
export { adoptKeyring, loadKeyring, rotateKeysFile } from './storage/keys-file.ts'
export {
  backUpSqlite,
  inspectSqlite,
  requireUnused,
  restoreSqlite,
  type SqliteReport,
} from './storage/sqlite/copy.ts'
export { openSqliteStore } from './storage/sqlite/open.ts'
export { Secret } from './token/secret.ts'
export type { DirectNotice } from './usecases/outbox/owe-notices.ts'
export { createPace } from './world.ts'
