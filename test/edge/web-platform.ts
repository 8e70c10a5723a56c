// Where there is no Node: a context that has only what the web platform gives, and a real browser.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { build } from 'vite'
import { launchChromium } from '../parts/chromium.ts'

/** What every edge runtime has (WinterTC's minimum common API), and nothing of Node's. */
const WEB = {
  ...{ AbortController, AbortSignal, Event, EventTarget, DOMException, URL, URLSearchParams },
  ...{ fetch, Headers, Request, Response, Blob, FormData, ReadableStream, TransformStream, WritableStream },
  ...{ TextEncoder, TextDecoder, atob, btoa, crypto, console, structuredClone, queueMicrotask },
  ...{ setTimeout, clearTimeout, setInterval, clearInterval, performance },
}

/** A program as one script, with what it imports as anybody's bundler finds it. Anything of Node's fails the build. */
export async function bundle(entry: string, conditions: readonly string[] = []): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: [...conditions, 'browser', 'import', 'default'] },
    plugins: [
      {
        name: 'no-node',
        enforce: 'pre',
        resolveId(id, importer) {
          if (id.startsWith('node:')) throw new Error(`${importer} imports ${id}`)
        },
      },
    ],
    build: { write: false, lib: { entry, formats: ['iife'], name: 'bundled' } },
  })
  const [first] = [built].flat()
  assert.ok(first && 'output' in first)
  return first.output[0].code
}

/** Calls a function of the `edge` that a script has left behind. What it is told, and what comes back, is plain data. */
type Call = (name: string, ...told: unknown[]) => Promise<unknown>

export function inBareContext(script: string): Call {
  const context = createContext({ ...WEB })
  runInContext(script, context)
  assert.equal(
    runInContext('typeof process + typeof Buffer + typeof require', context),
    'undefined'.repeat(3),
  )
  // Its arrays are of another realm.
  return async (name, ...told) => structuredClone(await context.edge[name](...told))
}

export async function inBrowser(
  t: Pick<TestContext, 'after'>,
  origin: string,
  script: string,
): Promise<Call> {
  const browser = await launchChromium()
  t.after(() => browser.close())
  // The page's policy would forbid a script of ours.
  const page = await (await browser.newContext({ bypassCSP: true })).newPage()
  await page.goto(`${origin}/healthz`)
  await page.addScriptTag({ content: script })
  return (name, ...told) =>
    page.evaluate(
      ([of, given]) =>
        (globalThis as unknown as { edge: Record<string, Call> }).edge[of]?.(...(given as [string])),
      [name, told] as const,
    )
}
