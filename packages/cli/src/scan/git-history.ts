import { spawn } from 'node:child_process'
import { text as readText } from 'node:stream/consumers'
import { EXIT } from '../exit-codes.ts'
import { Stop } from '../stop.ts'
import { type FoundToken, findTokens, LONGEST_TOKEN } from './token-text.ts'

/** A token in a repository's history: the commit that brought it, and where. */
export type CommittedToken = FoundToken & { commit: string; path: string; line: number }

const LONGEST_LINE = 1 << 20
const MESSAGE = '(commit message)'

/** What a repository's own configuration could have git run is switched off: a scan reads, whosesoever the folder is. */
const LOG = [
  ...['-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'],
  ...['log', '--all', '--reflog', '--reverse', '--format=commit %H%n%w(0,1,1)%B', '--patch', '--root'],
  ...['--unified=0', '--text', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames'],
  ...['--diff-merges=first-parent', '--src-prefix=a/', '--dst-prefix=b/'],
  '--submodule=short',
]
/** Nor is what is missing fetched: that runs what the configuration names as the other side. */
const NO_FETCH = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' }

/** Finds the tokens of everything that was ever committed, the oldest first, each once for each file. @throws Stop */
export async function* scanHistory(
  folder: string,
  prefixes?: ReadonlySet<string>,
): AsyncGenerator<CommittedToken, void, undefined> {
  const git = spawn('git', ['-C', folder, ...LOG, '--'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...NO_FETCH },
  })
  const said = readText(git.stderr)
  const ended = new Promise<number | string>((resolve) => {
    git.once('error', (error) => resolve(error.message))
    git.once('close', (code) => resolve(code ?? 'killed'))
  })
  const seen = new Set<string>()
  for await (const token of readLog(linesOf(git.stdout), prefixes)) {
    const key = `${token.path}\n${token.id}\n${token.masked}`
    if (!seen.has(key)) yield token
    seen.add(key)
  }
  const status = await ended
  if (status !== 0) throw historyUnreadable(folder, typeof status === 'string' ? status : await said)
}

/** Reads `git log --patch`: only what lines begin with tells content from headers, and content never begins so. */
async function* readLog(
  lines: AsyncIterable<string>,
  prefixes: ReadonlySet<string> | undefined,
): AsyncGenerator<CommittedToken, void, undefined> {
  let [commit, path, line, inHunk] = ['', MESSAGE, 0, false]
  for await (const text of lines) {
    if (text.startsWith('commit ')) [commit, path, line, inHunk] = [text.slice(7), MESSAGE, 0, false]
    else if (text.startsWith('diff --git ')) inHunk = false
    else if (text.startsWith('+++ ') && !inHunk) path = pathOf(text.slice(4))
    else if (text.startsWith('@@ ')) [line, inHunk] = [firstLineOf(text) - 1, true]
    else if (text.startsWith('+') || text.startsWith(' ')) {
      line++
      for (const token of findTokens(text, prefixes)) yield { ...token, commit, path, line }
    }
  }
}

const firstLineOf = (hunk: string): number => Number(/\+(\d+)/.exec(hunk)?.[1] ?? 1)

/** git quotes what is odd, and puts a tab after a path with spaces. */
const pathOf = (text: string): string =>
  Buffer.from(text.replace(/^"?b\//, '').replace(/"?\t?$/, ''), 'latin1').toString('utf8')

/** Lines, one character for each byte. One that is very long comes in parts, each of which repeats the end of the last. */
async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + piece.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > LONGEST_LINE) {
      yield rest
      rest = rest.charAt(0) + rest.slice(-LONGEST_TOKEN)
    }
  }
  if (rest !== '') yield rest
}

const historyUnreadable = (folder: string, says: string): Stop =>
  new Stop(
    EXIT.usage,
    `The history of ${folder} cannot be read: ${says.trim().split('\n').at(-1)}`,
    'It takes git and a repository.',
  )
