import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { havePart } from './apt.ts'
import { atRoomEnd, inRoom } from './room.ts'

// Of several lists Chromium takes the last. First what Playwright switches off; then the pages of the address bar,
// which cost each window two processes of their own, half of a test's work, and which nobody looks at.
const FEATURES_OFF = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
]
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join(',')}`,
]

/** KEYWARD_CHROMIUM, else the one on PATH, else Debian's by apt as root. */
export async function findChromium(): Promise<string> {
  const given = process.env.KEYWARD_CHROMIUM
  if (given) return given
  return havePart('chromium', ['chromium', 'chromium-browser', 'google-chrome'])
}

/** A real browser; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS, headless: true })
}

let shared: Browser | undefined

/** A browser for one test file, and the windows opened in it: the one of its room, else one that closes with it. */
export async function borrowChromium(): Promise<Pick<Browser, 'newContext'> & { close(): Promise<void> }> {
  if (!inRoom()) return launchChromium()
  if (!shared?.isConnected()) {
    shared = await launchChromium()
    atRoomEnd(() => shared?.close() ?? Promise.resolve())
  }
  const browser = shared
  const contexts: BrowserContext[] = []
  return {
    async newContext(options) {
      const context = await browser.newContext(options)
      contexts.push(context)
      return context
    },
    close: async () => void (await Promise.all(contexts.map((context) => context.close()))),
  }
}
