/** What came behind `#` in the address: a setup code, or the secret of a link. */
export type Fragment = { setupCode: string; linkSecret: string }

/** Takes it out of the address, which then no longer holds it. */
export function takeFragment(): Fragment {
  const fragment = readFragment()
  if (isGiven(fragment)) {
    const { pathname, search } = window.location
    window.history.replaceState(window.history.state, '', `${pathname}${search}`)
  }
  return fragment
}

/** Begins anew with a link that is opened in this tab while another is shown: only the fragment differs, so no page is loaded. */
export function beginWithLaterLinks(): void {
  window.addEventListener('hashchange', () => {
    if (isGiven(readFragment())) window.location.reload()
  })
}

function readFragment(): Fragment {
  const given = new URLSearchParams(window.location.hash.slice(1))
  return { setupCode: given.get('code') ?? '', linkSecret: given.get('secret') ?? '' }
}

const isGiven = ({ setupCode, linkSecret }: Fragment): boolean => setupCode !== '' || linkSecret !== ''
