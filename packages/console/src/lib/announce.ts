let region: HTMLElement | undefined

/** Says something to screen readers without moving the focus. */
export function announce(text: string): void {
  if (!region) {
    region = document.createElement('div')
    region.setAttribute('role', 'status')
    region.setAttribute('aria-live', 'polite')
    region.className = 'kw-announcer'
    document.body.append(region)
  }
  region.textContent = ''
  const target = region
  requestAnimationFrame(() => {
    target.textContent = text
  })
}
