import { KeywardProblem } from '@keyward/client'
import { KeywardError } from '@keyward/contract'
import { CommanderError } from 'commander'
import { EXIT, type ExitCode, exitOfCode, exitOfStatus } from './exit-codes.ts'
import { plainText } from './output/plain-text.ts'
import { Stop } from './stop.ts'
import { tellUnreached } from './tell-unreached.ts'

/** A failure as a command tells it: the exit status, and lines for a person. Never a stack. */
export type Told = { exit: ExitCode; lines: string[] }

/** Turns whatever a command failed with into an exit status and lines. */
export function tellFailure(error: unknown): Told {
  if (error instanceof Stop) return { exit: error.exit, lines: lines(error.message, error.advice) }
  if (error instanceof KeywardProblem) return tellProblem(error)
  if (error instanceof KeywardError)
    return { exit: exitOfCode(error.code, error.status), lines: lines(`${error.message} (${error.code})`) }
  // commander has said what is wrong itself.
  if (error instanceof CommanderError)
    return { exit: error.exitCode === 0 ? EXIT.done : EXIT.usage, lines: [] }
  const says = error instanceof Error ? error.message : String(error)
  return { exit: EXIT.failed, lines: lines(`Something went wrong: ${says}`) }
}

const ANOTHER = 'Give another token: by `keyward login`, or in KEYWARD_TOKEN.'

/** The way on from a code, where the shell knows one. */
const ADVICE: Readonly<Record<string, string>> = {
  scope_unknown: 'Run `keyward catalogue` to see the permissions there are.',
  role_unknown: 'Run `keyward roles` to see those there are.',
  role_not_found: 'Run `keyward roles` to see those there are.',
  route_unknown: 'Give the address of the server itself, without a path.',
  token_malformed: ANOTHER,
  token_unknown: ANOTHER,
  token_revoked: ANOTHER,
  token_expired: ANOTHER,
  database_quarantined: 'On the machine of the server, `keyward release` ends that.',
}

function tellProblem(problem: KeywardProblem): Told {
  const { code, status, detail, fields, permission, editUrl, retryAfterSeconds, requestId } = problem
  const advice = [
    ...(fields.length > (detail === undefined ? 0 : 1)
      ? fields.map(({ path, message }) => `${path}: ${message}`)
      : []),
    ...(editUrl && permission ? [`It can be granted at ${editUrl}`] : []),
    ...(retryAfterSeconds && !ADVICE[code] ? [`Try again in ${Math.ceil(retryAfterSeconds)} s.`] : []),
    ...(status !== undefined && status >= 500 && requestId ? [`The server logged it as ${requestId}.`] : []),
    ...(code === 'network_failed' ? [tellUnreached(problem.cause)] : []),
    ...(ADVICE[code] ? [ADVICE[code]] : []),
  ]
  const exit = code === 'answer_unreadable' ? EXIT.failed : exitOfStatus(status)
  return { exit, lines: lines(`${problem.message} (${code})`, ...advice) }
}

const lines = (message: string, ...advice: (string | undefined)[]): string[] => [
  `keyward: ${plainText(message)}`,
  ...advice.filter((each) => each !== undefined).map((each) => `  ${plainText(each)}`),
]
