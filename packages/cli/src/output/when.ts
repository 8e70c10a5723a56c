const STEPS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

/** An instant as the shell shows it: UTC, to the minute. */
export const instant = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`

export const instantOr = (iso: string | null, otherwise: string): string =>
  iso === null ? otherwise : instant(iso)

/** How long ago an instant was, roughly: `3 d ago`. */
export function ago(iso: string | null, now: number): string {
  if (iso === null) return 'never'
  const ms = now - Date.parse(iso)
  const step = STEPS.find(([, size]) => ms >= size)
  return step ? `${Math.floor(ms / step[1])} ${step[0]} ago` : 'just now'
}
