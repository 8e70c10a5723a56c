/** One question underway. */
export type Asked<A> = {
  answer: Promise<A>
  /** Takes the question back, if it has not been sent yet. */
  withdraw(): void
}

export type CarrierOptions<Q, A> = {
  /** How many requests travel at once. */
  lanes: number
  /** How many questions one request carries. */
  most: number
  /** Answers questions in their order. Never rejects. */
  send(questions: readonly Q[]): Promise<readonly A[]>
}

type Waiting<Q, A> = { question: Q; settle(answer: A): void }

/**
 * Carries questions to where they are answered. While a lane is free, a question leaves at once, with whatever else
 * was asked in the same tick; while none is, questions gather, and leave together. So no question waits for others
 * to come, and the more there are, the more share a request.
 */
export function createCarrier<Q, A>({ lanes, most, send }: CarrierOptions<Q, A>) {
  const waiting = new Set<Waiting<Q, A>>()
  let underway = 0
  let called = false

  const depart = () => {
    called = false
    while (waiting.size > 0 && underway < lanes) {
      const batch = take(waiting, most)
      underway += 1
      void carry(batch).finally(() => {
        underway -= 1
        depart()
      })
    }
  }

  const carry = async (batch: readonly Waiting<Q, A>[]) => {
    const answers = await send(batch.map(({ question }) => question))
    for (const [at, answer] of answers.entries()) batch[at]?.settle(answer)
  }

  return {
    ask(question: Q): Asked<A> {
      const entry: Waiting<Q, A> = { question, settle: () => {} }
      const answer = new Promise<A>((resolve) => {
        entry.settle = resolve
      })
      waiting.add(entry)
      if (!called) {
        called = true
        queueMicrotask(depart)
      }
      return { answer, withdraw: () => waiting.delete(entry) }
    },
  }
}

function take<T>(waiting: Set<T>, most: number): T[] {
  const taken: T[] = []
  for (const entry of waiting) {
    if (taken.length === most) break
    taken.push(entry)
    waiting.delete(entry)
  }
  return taken
}
