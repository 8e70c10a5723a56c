import { KeywardProblem } from '@keyward/client'
import { KeywardError } from '@keyward/contract'
import { CommanderError } from 'commander'
import { EXIT, type ExitCode, exitOfStatus } from './exit-codes.ts'
import { plainText } from './output/plain-text.ts'
import { Stop } from './stop.ts'

/** A failure as a command tells it: the exit status, and lines for a person. Never a stack. */
export type Told = { exit: ExitCode; lines: string[] }

/** Turns whatever a command failed with into an exit status and lines. */
export function tellFailure(error: unknown): Told {
  if (error instanceof Stop) return { exit: error.exit, lines: lines(error.message, error.advice) }
  if (error instanceof KeywardProblem) return tellProblem(error)
  if (error instanceof KeywardError)
    return { exit: exitOfStatus(error.status), lines: lines(`${error.message} (${error.code})`) }
  // commander has said what is wrong itself.
  if (error instanceof CommanderError)
    return { exit: error.exitCode === 0 ? EXIT.done : EXIT.usage, lines: [] }
  const says = error instanceof Error ? error.message : String(error)
  return { exit: EXIT.failed, lines: lines(`Something went wrong: ${says}`) }
}

function tellProblem(problem: KeywardProblem): Told {
  const { code, status, fields, permission, editUrl, retryAfterSeconds, requestId } = problem
  const advice = [
    ...(fields.length > 1 ? fields.map(({ path, message }) => `${path}: ${message}`) : []),
    ...(editUrl && permission ? [`It can be granted at ${editUrl}`] : []),
    ...(retryAfterSeconds ? [`Try again in ${Math.ceil(retryAfterSeconds)} s.`] : []),
    ...(status !== undefined && status >= 500 && requestId ? [`The server logged it as ${requestId}.`] : []),
    ...(code === 'network_failed' ? ['Check the address, and that the server runs.'] : []),
  ]
  const exit = code === 'answer_unreadable' ? EXIT.failed : exitOfStatus(status)
  return { exit, lines: lines(`${problem.message} (${code})`, ...advice) }
}

const lines = (message: string, ...advice: (string | undefined)[]): string[] => [
  `keyward: ${plainText(message)}`,
  ...advice.filter((each) => each !== undefined).map((each) => `  ${plainText(each)}`),
]
