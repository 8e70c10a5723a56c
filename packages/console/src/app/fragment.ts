/** What came behind `#` in the address: a setup code, or the secret of a link. */
export type Fragment = { setupCode: string; linkSecret: string }

/** Takes it out of the address, which then no longer holds it. */
export function takeFragment(): Fragment {
  const given = new URLSearchParams(window.location.hash.slice(1))
  const [setupCode, linkSecret] = [given.get('code') ?? '', given.get('secret') ?? '']
  if (setupCode !== '' || linkSecret !== '') {
    const { pathname, search } = window.location
    window.history.replaceState(window.history.state, '', `${pathname}${search}`)
  }
  return { setupCode, linkSecret }
}
