const FIELDS = ['name', 'description', 'owner', 'days', 'access', 'role', 'scopes'] as const

/** What a link proposes for a new token, as it was written: nothing of it is trusted. */
export type TokenPrefill = Partial<Record<(typeof FIELDS)[number], string>>

/** Reads the address of the form, passing over whatever is no field of it. */
export const parseTokenPrefill = (raw: Record<string, unknown>): TokenPrefill =>
  Object.fromEntries(FIELDS.flatMap((field) => (typeof raw[field] === 'string' ? [[field, raw[field]]] : [])))
