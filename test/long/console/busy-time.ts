import type { Page } from 'playwright-core'

type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}

export type Busy = { longestMs: number; totalMs: number }

/**
 * How long the page's main thread works while something is done: its longest task, and all of them, in CPU time.
 * Other programs on the machine stretch a task on the clock, but not the work in it.
 */
export async function busyTime(page: Page, work: () => Promise<void>): Promise<Busy> {
  const browser = page.context().browser()
  if (!browser) throw new Error('No browser to trace')
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'],
  })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = traceEvents
    .filter((event) => event.name === 'RunTask' && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1000)
  if (tasks.length === 0) throw new Error('The browser told of no task')
  return { longestMs: Math.max(...tasks), totalMs: tasks.reduce((sum, task) => sum + task, 0) }
}
