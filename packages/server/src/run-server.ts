import { KeywardError } from '@keyward/contract'
import { type RunningServer, startServer } from './start-server.ts'

const STOP_WITHIN_MS = 20_000
const ECHO_MS = 500

/** Runs the server as this process, until it is told to stop. */
export async function runServer(): Promise<void> {
  try {
    const server = await startServer({ env: process.env, cwd: process.cwd() })
    stopOnSignals(server)
    console.log(describeStart(server))
  } catch (error) {
    console.error(`keyward: ${describeFault(error)}`)
    process.exit(1)
  }
}

function stopOnSignals(server: RunningServer): void {
  let stoppingSince: number | undefined
  const stop = async () => {
    // Under npm one Ctrl-C arrives twice: from the terminal, and passed on by npm.
    if (stoppingSince !== undefined && performance.now() - stoppingSince < ECHO_MS) return
    if (stoppingSince !== undefined) process.exit(1)
    stoppingSince = performance.now()
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    try {
      await server.close()
      process.exit(0)
    } catch (error) {
      console.error(`keyward: ${describeFault(error)}`)
      process.exit(1)
    }
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

export function describeStart({
  url,
  dataDir,
  setup,
}: Pick<RunningServer, 'url' | 'dataDir' | 'setup'>): string {
  const lines = [`Keyward is running at ${url}`, `Data in ${dataDir}`]
  if (setup.state === 'open')
    lines.push(
      setup.code === undefined
        ? 'To set it up, open the address and enter the code that was chosen or printed before'
        : `To set it up, open the address and enter this code: ${setup.code}`,
    )
  return `\n  ${lines.join('\n  ')}\n`
}

function describeFault(error: unknown): string {
  if (error instanceof KeywardError) return `${error.code}: ${error.message}`
  return `internal: ${error instanceof Error ? error.message : String(error)}`
}
