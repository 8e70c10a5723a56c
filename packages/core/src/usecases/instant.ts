/** An instant as the outside sees it. */
export const instant = (ms: number): string => new Date(ms).toISOString()

/** The same where there may be none. */
export const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms))
