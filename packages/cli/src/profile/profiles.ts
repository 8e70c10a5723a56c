import { wrongUsage } from '../stop.ts'

/** One server as one caller: its address and the token to speak with. */
export type Profile = { url: string; token: string }

/** All profiles by name, and the one used unless another is named. */
export type Profiles = { current: string | null; profiles: Readonly<Record<string, Profile>> }

export const NO_PROFILES: Profiles = { current: null, profiles: {} }

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** @throws Stop when the name would not do */
export function profileName(text: string): string {
  if (NAME.test(text)) return text
  throw wrongUsage(
    `"${text}" is no profile name`,
    'Use 1 to 64 letters, digits, dots, dashes or underscores.',
  )
}

/** Reads what a profile file holds; undefined when it is not one. */
export function parseProfiles(text: string): Profiles | undefined {
  const file = parseJson(text)
  if (!isRecord(file) || !isRecord(file.profiles)) return undefined
  const entries: [string, Profile][] = []
  for (const [name, value] of Object.entries(file.profiles)) {
    if (!NAME.test(name) || !isRecord(value)) return undefined
    const { url, token } = value
    if (typeof url !== 'string' || typeof token !== 'string') return undefined
    entries.push([name, { url, token }])
  }
  const { current } = file
  return {
    current: typeof current === 'string' && NAME.test(current) ? current : null,
    profiles: Object.fromEntries(entries),
  }
}

export const writeProfiles = (profiles: Profiles): string => `${JSON.stringify(profiles, null, 2)}\n`

/** The same with one profile set, and made the current one. */
export const withProfile = ({ profiles }: Profiles, name: string, profile: Profile): Profiles => ({
  current: name,
  profiles: { ...profiles, [name]: profile },
})

/** The same without one profile. */
export function withoutProfile({ current, profiles }: Profiles, name: string): Profiles {
  const left = Object.fromEntries(Object.entries(profiles).filter(([each]) => each !== name))
  return { current: current === name ? null : current, profiles: left }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
