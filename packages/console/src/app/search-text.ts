/** Writes search fields readably: `status=active,pending`, nothing for what is empty. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [field, value] of Object.entries(search)) {
    const text = Array.isArray(value) ? value.join(',') : value
    if (text !== undefined && text !== null && text !== '') params.set(field, String(text))
  }
  const text = params.toString().replaceAll('%2C', ',')
  return text && `?${text}`
}

/** Reads search fields as text; each route says what it makes of them. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text))
