/** What decides whether a change came from our own pages. Browsers set the first two; no page can forge them. */
export type OriginFacts = {
  origin: string | undefined
  fetchSite: string | undefined
  /** The origin that the request came to, by its Host header. */
  requestOrigin: string
  publicOrigin: string
}

/** Whether a request says that it came from our own origin; `unknown` when no browser said anything. */
export function decideOrigin(facts: OriginFacts): 'same' | 'foreign' | 'unknown' {
  const { origin, fetchSite, requestOrigin, publicOrigin } = facts
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return 'foreign'
  if (origin !== undefined) return origin === publicOrigin || origin === requestOrigin ? 'same' : 'foreign'
  return fetchSite === undefined ? 'unknown' : 'same'
}
