import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ProfileFile } from '../shell.ts'
import { wrongUsage } from '../stop.ts'
import { NO_PROFILES, parseProfiles, writeProfiles } from './profiles.ts'

/** Where profiles are kept: below `XDG_CONFIG_HOME`, else `~/.config`. */
export const profilePath = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'keyward', 'profiles.json')

/** The file that holds profiles, readable by its owner alone. */
export function profileFile(path: string): ProfileFile {
  return {
    path,
    read() {
      const text = readIfThere(path)
      if (text === undefined) return NO_PROFILES
      refuseOpenFile(path)
      const profiles = parseProfiles(text)
      if (profiles) return profiles
      throw wrongUsage(`${path} is not a file of profiles`, 'Move it away, then run `keyward login` again.')
    },
    write(profiles) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      const fresh = `${path}.${process.pid}`
      writeFileSync(fresh, writeProfiles(profiles), { mode: 0o600 })
      chmodSync(fresh, 0o600)
      renameSync(fresh, path)
    },
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    const says = cause instanceof Error ? cause.message : String(cause)
    throw wrongUsage(`The profiles cannot be read: ${says}`)
  }
}

/** A token that others on this machine can read is theirs too. */
function refuseOpenFile(path: string): void {
  if (process.platform === 'win32') return
  const open = statSync(path).mode & 0o077
  if (open !== 0)
    throw wrongUsage(
      `${path} can be read by others on this machine`,
      `Run \`chmod 600 ${path}\`, and regenerate its tokens if anybody may have.`,
    )
}
