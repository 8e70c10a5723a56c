import { createReadStream } from 'node:fs'
import { KeywardProblem } from '@keyward/client'
import type { TokenId } from '@keyward/contract'
import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { plainText } from '../output/plain-text.ts'
import { scanHistory } from '../scan/git-history.ts'
import { scanPieces } from '../scan/scan-pieces.ts'
import { faultOf, walk } from '../scan/walk.ts'

type ScanOptions = { git?: true; check?: true; prefix?: string[] }

/** What is told of a token that was found: never its text. */
type Finding = { path: string; line: number; commit?: string; masked: string; id: string; status?: string }

export function addScanCommand(program: Command, act: Acting): void {
  program
    .command('scan <path...>')
    .description(
      'find tokens in files and folders, offline, by their checksum; - for standard input. ' +
        'Ends with status 8 when there are any.',
    )
    .option('--git', 'look through everything that was ever committed, too')
    .option('--check', 'ask the server what has become of each')
    .option('--prefix <prefix...>', 'only tokens with these prefixes; any unless said')
    .action(act(scan))
}

async function scan(act: Act, options: ScanOptions, paths: string[]): Promise<ExitCode> {
  const prefixes = options.prefix && new Set(options.prefix)
  const ask = options.check ? asker(act) : undefined
  const findings: Finding[] = []
  const faults: string[] = []
  for await (const found of scanAll(act, paths, options, prefixes, faults)) {
    const finding = ask ? { ...found, status: await ask(found.id) } : found
    findings.push(finding)
    if (!act.json) act.terminal.out(`${plainText(tell(finding))}\n`)
  }
  act.answer(findings, () => '')
  for (const fault of faults) act.note(`Not read: ${fault}`)
  const tokens = new Set(findings.map(({ id }) => id)).size
  act.note(tokens === 0 ? 'No token found.' : `Found ${tokens === 1 ? 'one token' : `${tokens} tokens`}.`)
  if (tokens > 0) return EXIT.negative
  return faults.length > 0 ? EXIT.failed : EXIT.done
}

async function* scanAll(
  act: Act,
  paths: readonly string[],
  { git }: ScanOptions,
  prefixes: ReadonlySet<string> | undefined,
  faults: string[],
): AsyncGenerator<Finding, void, undefined> {
  for (const path of paths) {
    if (path === '-') yield* found('(standard input)', scanPieces(act.terminal.input(), prefixes))
    else yield* scanPath(path, prefixes, faults)
    if (git && path !== '-') for await (const token of scanHistory(path, prefixes)) yield findingOf(token)
  }
}

async function* scanPath(
  start: string,
  prefixes: ReadonlySet<string> | undefined,
  faults: string[],
): AsyncGenerator<Finding, void, undefined> {
  for (const { path, fault } of walk(start)) {
    if (fault !== undefined) faults.push(`${path} (${fault})`)
    else
      try {
        yield* found(path, scanPieces(createReadStream(path, { highWaterMark: 1 << 18 }), prefixes))
      } catch (error) {
        faults.push(`${path} (${faultOf(error)})`)
      }
  }
}

async function* found(
  path: string,
  tokens: ReturnType<typeof scanPieces>,
): AsyncGenerator<Finding, void, undefined> {
  for await (const token of tokens) yield findingOf({ ...token, path })
}

/** Exactly these fields: nothing else of what was found leaves here. */
const findingOf = ({ path, line, commit, masked, id }: Finding): Finding => ({
  path,
  line,
  ...(commit !== undefined && { commit }),
  masked,
  id,
})

const tell = ({ path, line, commit, masked, id, status }: Finding): string =>
  [`${path}:${line}`, commit?.slice(0, 12), masked, id, status]
    .filter((each) => each !== undefined)
    .join('  ')

/** Asks the server about a token by its id, once for each. */
function asker(act: Act): (id: string) => Promise<string> {
  const client = act.client()
  const answers = new Map<string, string>()
  return async (id) => {
    const known = answers.get(id)
    if (known !== undefined) return known
    const status = await client.getToken({ tokenId: id as TokenId }).then(
      ({ shownStatus }) => shownStatus,
      (error: unknown) => {
        if (error instanceof KeywardProblem && error.code === 'token_not_found') return 'unknown'
        throw error
      },
    )
    answers.set(id, status)
    return status
  }
}
