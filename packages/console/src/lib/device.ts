const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** What a browser's own word for itself means to a person: "Firefox on Linux". */
export function deviceOf(agent: string | null): string {
  if (agent === null) return 'Unknown device'
  const find = (known: readonly (readonly [sign: string, name: string])[]) =>
    known.find(([sign]) => agent.includes(sign))?.[1]
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)]
  if (browser === undefined) return agent.split(/[\s/(]/, 1)[0] || 'Unknown device'
  return system === undefined ? browser : `${browser} on ${system}`
}
