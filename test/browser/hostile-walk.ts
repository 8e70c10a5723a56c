import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { type ConsoleHouse, overflowOf, widen } from '../parts/open-console.ts'

/** An address, and what must stand there before it is looked at. */
export type HostileScreen = readonly [address: string, ready: (page: Page) => Promise<unknown>]

/** Windows, and the widths that each has in turn. */
export const WINDOWS: Record<string, HostileWindow> = {
  '1280 px': { widths: [1280], options: { viewport: { width: 1280, height: 900 } } },
  '390 px, then 360 px': {
    widths: [390, 360],
    options: { viewport: { width: 390, height: 800 }, hasTouch: true },
  },
}
export type HostileWindow = { widths: readonly number[]; options: BrowserContextOptions }

/** Walks through screens full of hostile texts, and finds that none runs, bursts its box or hides what stands beside it. */
export async function walkHostile(
  house: Pick<ConsoleHouse, 'signedIn'>,
  screens: readonly HostileScreen[],
  { widths, options }: HostileWindow,
): Promise<void> {
  const found: string[] = []
  const page = await house.signedIn({ ...options, reducedMotion: 'reduce' })
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) found.push(message.text())
  })
  page.on('dialog', (dialog) => {
    found.push(`a dialog: ${dialog.message()}`)
    return dialog.accept()
  })
  const [first = 0, ...others] = widths
  for (const [address, ready] of screens) {
    await widen(page, first)
    await page.goto(address)
    await ready(page)
    for (const fault of await findHostileFaults(page)) found.push(`${address}: ${fault}`)
    for (const width of others) {
      await widen(page, width)
      for (const fault of await findHostileFaults(page)) found.push(`${address} at ${width} px: ${fault}`)
    }
  }
  await page.context().close()
  assert.deepEqual(found, [])
}

async function findHostileFaults(page: Page): Promise<string[]> {
  const wide = await overflowOf(page)
  const faults: string[] = await page.evaluate(`[...(${findCovered})(), ...(${findTurned})()]`)
  if (wide > 0) faults.push(`${wide} px too wide`)
  if (await page.evaluate(RAN)) faults.push('something of it became markup or ran')
  return faults
}

const RAN = `'pwned' in window || document.querySelector('img[src=x], iframe, svg[onload], a[href^="javascript:"]') !== null`

/** Controls that lie on one another, and texts that reach out of their box sideways. */
const findCovered = `() => {
  const faults = []
  const tell = (element) => element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent).slice(0, 40)
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
  const scope = document.querySelector('[role=dialog]') ?? document.querySelector('main') ?? document.body
  const controls = [...scope.querySelectorAll('a, button, input, select, textarea, summary')].filter(shown)
  for (const [n, one] of controls.entries())
    for (const other of controls.slice(n + 1)) {
      if (one.contains(other) || other.contains(one) || one.closest('label, .mantine-Input-wrapper')?.contains(other)) continue
      const a = one.getBoundingClientRect()
      const b = other.getBoundingClientRect()
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (across > 1 && down > 1 && getComputedStyle(one).display !== 'inline' && getComputedStyle(other).display !== 'inline')
        faults.push('lies on another control: ' + tell(one) + ' / ' + tell(other))
    }
  for (const element of scope.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    if (!shown(element) || style.display === 'inline' || style.overflowX !== 'visible' || element.closest('svg')) continue
    if (element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1 && element.clientHeight > 1)
      faults.push('reaches out of its box: ' + tell(element))
  }
  return faults
}`

/** Texts written from the right that stand inside a sentence without being set apart: they would turn it around. */
const findTurned = `() => {
  const faults = []
  const RIGHT = /[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff]/
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!RIGHT.test(text.data) || !text.parentElement.checkVisibility()) continue
    const set = text.data.replace(/\\u2068[^\\u2068\\u2069]*\\u2069/g, '')
    if (!RIGHT.test(set)) continue
    let own = text.parentElement
    while (own.parentElement && getComputedStyle(own).unicodeBidi === 'normal' && getComputedStyle(own).display === 'inline' && own.parentElement.textContent === own.textContent) own = own.parentElement
    const { display, unicodeBidi } = getComputedStyle(own)
    const alone = own.textContent === text.data
    if (alone && (display !== 'inline' || unicodeBidi !== 'normal')) continue
    faults.push('turns its sentence around: ' + own.textContent.slice(0, 80))
  }
  return faults
}`
