import { openScriptBench, type ScriptRun, type WritePoint } from './strace.ts'

export type PointsReport = {
  /** How many writes the undisturbed run makes. */
  writes: number
  runs: number
  /** Runs that were killed, or that reported a fault. */
  struck: number
  faults: string[]
}

const KILL = (point: WritePoint) => `${point.call}:signal=KILL:when=${point.n}`
/** A disk that fails once, or from then on. */
const FAILURES: readonly ((point: WritePoint) => string)[] = [
  ({ call, n }) => `${call}:error=EIO:when=${n}`,
  ({ call, n }) => `${call}:error=ENOSPC:when=${n}`,
  ({ call, n }) => `${call}:error=${call === 'fsync' ? 'EIO' : 'ENOSPC'}:when=${n}+`,
]

/** Kills the scripted run at its writes: at `most` of them, spread evenly, or at every one. */
export function killAtWrites(most: number, offset: number): Promise<PointsReport> {
  return strike(
    most,
    offset,
    () => true,
    [KILL],
    ({ signal }) => signal === 'SIGKILL',
  )
}

/** Lets writes to the database and keys fail instead. */
export function failWrites(most: number, offset: number): Promise<PointsReport> {
  const disk = ({ call }: WritePoint) => ['pwrite64', 'fsync', 'ftruncate', 'link'].includes(call)
  return strike(most, offset, disk, FAILURES, ({ ledger }) => ledger.failures.length > 0)
}

async function strike(
  most: number,
  offset: number,
  concerns: (point: WritePoint) => boolean,
  ways: readonly ((point: WritePoint) => string)[],
  isStruck: (run: ScriptRun) => boolean,
): Promise<PointsReport> {
  const bench = await openScriptBench()
  try {
    const whole = await bench.run()
    const faults = [...faultsOf('undisturbed', whole), ...(whole.code === 0 ? [] : ['it ends badly'])]
    const report = { writes: whole.points.length, runs: 0, struck: 0, faults }
    const strikes = whole.points.filter(concerns).flatMap((point) => ways.map((way) => way(point)))
    for (const inject of spread(strikes, most, offset)) {
      const run = await bench.run(inject)
      report.runs += 1
      if (isStruck(run)) report.struck += 1
      faults.push(...faultsOf(inject, run))
    }
    return report
  } finally {
    bench.remove()
  }
}

function faultsOf(inject: string, { code, stderr, faults }: ScriptRun): string[] {
  const ended = code === 0 || code === null ? [] : [`it ends with ${code}: ${stderr}`]
  return [...ended, ...faults].map((fault) => `${inject}: ${fault}`)
}

/** At most `most` of a list, evenly spread; the offset decides which. */
export function spread<T>(list: readonly T[], most: number, offset: number): T[] {
  if (list.length <= most) return [...list]
  const step = list.length / most
  return Array.from({ length: most }, (_, n) => list[Math.floor(n * step + (offset % step))]).filter(
    (item): item is T => item !== undefined,
  )
}
