import { openServerPlace } from '../parts/claimed-server.ts'
import { startServerProcess } from '../parts/server-process.ts'

/** The document as the real server serves it. */
export async function fetchDocument(): Promise<string> {
  const place = openServerPlace()
  try {
    const server = await startServerProcess({ folder: place.folder })
    place.atEnd(() => server.stop())
    return await (await fetch(new URL('/openapi.json', server.url))).text()
  } finally {
    await place.end()
  }
}
