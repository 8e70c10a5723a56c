import type { Page } from 'playwright-core'

/** Everything that the browser sends from now on, so that a value in it would be found. */
export function watchRequests(page: Page): string[] {
  const sent: string[] = []
  page.on('request', (request) => {
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`)
  })
  return sent
}

const KEPT = `(async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, history.state, location.href, document.cookie, document.title,
  (await indexedDB.databases()).map((database) => database.name), await caches.keys(),
  (await navigator.serviceWorker.getRegistrations()).length,
]))()`

/** All that a browser keeps of a page beside the page itself. */
export const keptOf = async (page: Page): Promise<string> =>
  `${await page.evaluate(KEPT)} ${JSON.stringify(await page.context().storageState({ indexedDB: true }))}`

/** What the page's memory holds once what nobody holds is gone. */
export async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await devtools.detach()
  return chunks.join('')
}
