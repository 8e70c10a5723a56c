import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

/** Puts `keyward` into a folder, and answers the environment in which that folder's shell finds it. */
export function installCommand(folder: string): NodeJS.ProcessEnv {
  const command = join(folder, 'keyward')
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' --conditions=keyward-source '${MAIN}' "$@"\n`)
  chmodSync(command, 0o755)
  const outside = Object.entries(process.env).filter(([name]) => !name.startsWith('KEYWARD_'))
  return {
    ...Object.fromEntries(outside),
    PATH: `${folder}:${process.env.PATH}`,
    XDG_CONFIG_HOME: join(folder, 'config'),
    TZ: 'UTC',
  }
}
