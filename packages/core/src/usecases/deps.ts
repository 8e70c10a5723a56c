import type { OrganizationId } from '@keyward/contract'
import type { Keyring } from '../keys/keyring.ts'
import type {
  CatalogueSource,
  Clock,
  Importer,
  Outlet,
  Poster,
  Random,
  Store,
  Timers,
  Verifier,
} from '../ports.ts'

/** What use cases are given: the world as arguments. */
export type Deps = {
  store: Store
  clock: Clock
  random: Random
  timers: Timers
  keys: Keyring
  verifier: Verifier
  catalogue: CatalogueSource
  /** Slugs of the APIs that this process declares at its start: an import may not touch them. */
  declared: ReadonlySet<string>
  importer: Importer
  /** The home organisation, once there is one; it never changes then. */
  home(): Promise<OrganizationId | undefined>
  /** Writes the usage that this process has gathered so far. */
  flush(): Promise<void>
  /** The prefix of newly generated tokens. */
  prefix: string
  /** Carries mails; null where this process sends none. */
  outlet: Outlet | null
  /** Posts to webhooks; null where this process posts nothing. */
  poster: Poster | null
  /** Every prefix that verifies, retired ones included. */
  prefixes: ReadonlySet<string>
}
