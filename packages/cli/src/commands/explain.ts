import {
  BOUND_WORDS,
  type InputOf,
  OUTCOME_WORDS,
  type OutputOf,
  RequestMethod,
  STEP_WORDS,
  type StepOutcome,
  tellStep,
} from '@keyward/contract'
import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { facts } from '../output/table.ts'
import { instant } from '../output/when.ts'
import { readSecret } from '../read-secret.ts'
import { wrongUsage } from '../stop.ts'
import { parseTokenId } from './tokens/token-id.ts'

type Options = {
  id?: string
  need?: string
  request?: string
  host?: string
  field?: string
  address?: string
}
type Request = NonNullable<InputOf<'explainVerdict'>['request']>

export function addExplainCommand(program: Command, act: Acting): void {
  program
    .command('explain')
    .description(
      'tell step by step why a token is allowed or refused, and what it may do; the token is read from a ' +
        'prompt or standard input, or named by its id. Ends with status 8 when it is refused.',
    )
    .option('--id <id>', 'a token by its id')
    .option('--need <permission>', 'what the request would ask for')
    .option('--request <line>', 'or the request itself: "GET /notes/42"')
    .option('--host <host>', 'to which host; any API unless said')
    .option('--field <field>', 'or a GraphQL field: Query.notes')
    .option('--address <ip>', 'from where it would come')
    .action(act(explain))
}

async function explain(act: Act, options: Options): Promise<ExitCode> {
  const { id, address } = options
  const request = requestOf(options)
  const explanation = await act.client().explainVerdict({
    ...(id === undefined
      ? { token: await readSecret(act.terminal, 'Token to explain: ') }
      : { tokenId: parseTokenId(id) }),
    ...(request && { request }),
    ...(address !== undefined && { address }),
  })
  act.answer(explanation, () => describe(explanation))
  return explanation.allowed ? EXIT.done : EXIT.negative
}

/** @throws Stop unless at most one kind of request is named */
function requestOf({ need, request, host, field }: Options): Request | undefined {
  const named = [need, request, field].filter((each) => each !== undefined)
  if (named.length > 1) throw wrongUsage('Name one of --need, --request and --field')
  if (host !== undefined && request === undefined) throw wrongUsage('--host goes with --request')
  if (need !== undefined) return { permission: need }
  if (field !== undefined) return { field }
  if (request === undefined) return undefined
  const [method = '', path, ...more] = request.trim().split(/\s+/)
  if (path === undefined || more.length > 0)
    throw wrongUsage(`"${request}" is no request`, 'Give a method and a path: "GET /notes/42".')
  const known = RequestMethod.safeParse(method.toUpperCase())
  if (!known.success)
    throw wrongUsage(`"${method}" is no method`, `One of ${RequestMethod.options.join(', ')}.`)
  return { method: known.data, path, ...(host !== undefined && { host }) }
}

const MARKS: Readonly<Record<StepOutcome, string>> = {
  passed: 'ok',
  failed: 'NO',
  not_reached: '- ',
  not_asked: '..',
}

const SAY = { instant, name: (name: string) => name, permission: (permission: string) => permission }

function describe(explanation: OutputOf<'explainVerdict'>): string {
  const { allowed, code, steps, token, need, withheld } = explanation
  return [
    allowed ? 'allowed' : `refused: ${code}`,
    facts(
      steps.map((step) => [
        `${MARKS[step.outcome]} ${STEP_WORDS[step.step]}`,
        tellStep(step, explanation, SAY) ?? OUTCOME_WORDS[step.outcome],
      ]),
    ),
    facts([
      ['token', token && `${token.name} (${token.id})`],
      ['needs', need?.permission],
      ['may', token?.permissions.join('\n')],
      [
        'may not',
        withheld
          .map(
            ({ permission, by }) => `${permission}: ${by.map((bound) => BOUND_WORDS[bound]).join(', and ')}`,
          )
          .join('\n'),
      ],
    ]),
  ]
    .filter(Boolean)
    .join('\n\n')
}
