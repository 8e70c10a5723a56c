import type { Client } from '@keyward/client'
import { EXIT } from './exit-codes.ts'
import type { Profile } from './profile/profiles.ts'
import type { Shell } from './shell.ts'
import { Stop, wrongUsage } from './stop.ts'

const DEFAULT_URL = 'http://localhost:4117'

/** Which server and caller the words of a command name. */
export type Named = { url?: string | undefined; profile?: string | undefined }

/**
 * Finds server and caller: a named profile, else `KEYWARD_TOKEN`, else the current profile.
 * A profile's token goes to its own server and nowhere else.
 * @throws Stop
 */
export function findConnection({ env, profiles }: Shell, { url, profile }: Named): Profile {
  if (profile === undefined && env.KEYWARD_TOKEN)
    return { url: url ?? env.KEYWARD_URL ?? DEFAULT_URL, token: env.KEYWARD_TOKEN }
  const file = profiles.read()
  const name = profile ?? env.KEYWARD_PROFILE ?? file.current
  const found = name ? file.profiles[name] : undefined
  if (name && !found)
    throw wrongUsage(`There is no profile "${name}"`, 'Run `keyward profiles list` to see those there are.')
  if (!found)
    throw new Stop(
      EXIT.refused,
      'No server and no token are known',
      'Run `keyward login`, or set KEYWARD_URL and KEYWARD_TOKEN.',
    )
  const asked = url ?? (profile === undefined ? env.KEYWARD_URL : undefined)
  if (asked !== undefined && origin(asked) !== origin(found.url))
    throw wrongUsage(
      `The profile "${name}" belongs to ${found.url}, not to ${asked}`,
      'Name another profile with --profile, or set KEYWARD_TOKEN.',
    )
  return found
}

/** Finds the server alone, for what anybody may ask. @throws Stop */
export function findServer({ env, profiles }: Shell, { url, profile }: Named): string {
  if (url !== undefined) return url
  if (profile === undefined && env.KEYWARD_URL) return env.KEYWARD_URL
  const { current, profiles: known } = profiles.read()
  const name = profile ?? env.KEYWARD_PROFILE ?? current
  return (name && known[name]?.url) || DEFAULT_URL
}

/** @throws Stop when the address is none */
export function connect(shell: Shell, server: { url: string; token: string | undefined }): Client {
  try {
    return shell.connect(server)
  } catch (error) {
    if (error instanceof TypeError)
      throw wrongUsage(
        `"${server.url}" is no server's address`,
        'Give one such as https://keyward.example.com',
      )
    throw error
  }
}

const origin = (url: string) => (URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url)
