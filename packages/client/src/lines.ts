import { clientProblem } from './problem.ts'

/**
 * Reads an answer of JSON Lines as it comes, one document at a time.
 * @throws KeywardProblem `network_failed` if it ends before its end, `answer_unreadable` if a line is no JSON
 */
export async function* readLines(response: Response): AsyncGenerator<unknown, void, undefined> {
  let rest = ''
  for await (const text of piecesOf(response)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield parseLine(line)
  }
  if (rest !== '') yield parseLine(rest)
}

/** With a reader: not every browser iterates a body. Left early, it is called off. */
async function* piecesOf({ body }: Response): AsyncGenerator<string, void, undefined> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let ended = reader === undefined
  try {
    while (!ended) {
      const piece = await reader?.read().catch(failed)
      ended = piece?.done ?? true
      yield decoder.decode(piece?.value, { stream: !ended })
    }
  } finally {
    if (!ended) await reader?.cancel().catch(() => {})
  }
}

/** A broken connection is a TypeError; anything else is the caller's own abort, and told as it is. */
function failed(cause: unknown): never {
  if (!(cause instanceof TypeError)) throw cause
  throw clientProblem('network_failed', {}, { cause })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw clientProblem('answer_unreadable', {}, { cause })
  }
}
