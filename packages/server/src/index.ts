// First, so that core can name a Node.js that is too old before anything else meets it.
import '@keyward/core'

export { type Config, type ConfigSource, loadConfig } from './config.ts'
export { createServer, type ServerOptions } from './create-server.ts'
export { createIdentity, type Identity, type IdentityOptions } from './identity.ts'
export { examine, type Finding } from './installation/examine.ts'
export {
  backUp,
  migrateDatabase,
  ROTATABLE,
  type Rotatable,
  release,
  restore,
  rotateKeys,
} from './installation/maintain.ts'
export { runServer } from './run-server.ts'
export { type RunningServer, type StartOptions, startServer } from './start-server.ts'
