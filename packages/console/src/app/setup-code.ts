/** Takes the setup code out of the address's fragment, which then no longer holds it. */
export function takeSetupCode(): string {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code')
  if (code === null) return ''
  const { pathname, search } = window.location
  window.history.replaceState(window.history.state, '', `${pathname}${search}`)
  return code
}
