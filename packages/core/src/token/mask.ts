import type { TokenId } from '@keyward/contract'

/** The form that is shown wherever the token text may not be: `kw_7Hd2…x9Qf`, characters of id and checksum only. */
export const maskOf = (prefix: string, id: TokenId, tail: string): string =>
  `${prefix}_${id.slice(0, 4)}…${tail}`
