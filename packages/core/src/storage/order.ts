/** The last instant that a date can hold: where tokens without end stand. */
const END_OF_TIME = 8_640_000_000_000_000

/** What a name is ordered by: its letters without case or accents. */
export const nameOrder = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC')

/** What an expiry is ordered by: without end is later than every end. */
export const expiryOrder = (expiresAt: number | null): number => expiresAt ?? END_OF_TIME

/** What a last use is ordered by: never is earlier than every use. */
export const useOrder = (lastUsedAt: number | null): number => lastUsedAt ?? 0
