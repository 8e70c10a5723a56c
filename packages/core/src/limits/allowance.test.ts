import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Account,
  decideReservation,
  decideReturn,
  type Leftover,
  type Limits,
  NOTHING_RESERVED,
  type Reservation,
} from './account.ts'
import { Allowance } from './allowance.ts'

const START = Date.UTC(2026, 0, 1)
const SECOND = 1000
const cap = (limit: number, since = 1): Limits => ({ rateLimit: null, usageCap: { limit, since } })
const rate = (limit: number, windowSeconds = 60): Limits => ({
  rateLimit: { limit, windowSeconds },
  usageCap: null,
})

/** Processes on one account, as the limiter drives them; whatever may come between two steps is a step of the test's. */
class Model {
  account: Account = NOTHING_RESERVED
  limits: Limits
  now = START
  readonly #processes: {
    allowance: Allowance
    offset: number
    window: number
    pending: Reservation | undefined
    orphan: boolean
  }[]
  readonly #byCap = new Map<number, number>()
  readonly #byWindow = new Map<string, number>()
  readonly #leftovers: Leftover[] = []
  #lengths = 0

  constructor(limits: Limits, processes: number) {
    this.limits = limits
    this.#processes = Array.from({ length: processes }, () => ({
      allowance: new Allowance(),
      offset: 0,
      window: 0,
      pending: undefined,
      orphan: false,
    }))
  }

  /** One call; what it is told, or undefined when it must wait for a reservation. */
  call(at: number): string | undefined {
    const process = this.#at(at)
    const now = this.now + process.offset
    const spending = process.allowance.spend(this.limits, now)
    if (spending?.outcome === 'spent') this.#count(process.window)
    return spending?.outcome
  }

  /** Commits a reservation whose answer is still on its way. */
  reserve(at: number, waiting = 1): void {
    const process = this.#at(at)
    if (process.pending) return
    const now = this.now + process.offset
    const demand = process.allowance.demand(this.limits, waiting, now)
    const { account, reservation } = decideReservation(this.account, this.limits, demand, now)
    this.account = account
    process.pending = reservation
  }

  /** The answer arrives. */
  deliver(at: number): void {
    const process = this.#at(at)
    const now = this.now + process.offset
    if (!process.pending) return
    if (process.orphan) {
      const late = new Allowance()
      late.add(process.pending, now)
      this.#giveUp(late.empty(now))
    } else {
      process.allowance.add(process.pending, now)
      process.window = process.pending.rate?.start ?? 0
    }
    process.pending = undefined
    process.orphan = false
  }

  /** Calls until told, as one that waits does. */
  verify(at: number, waiting = 1): string {
    for (let round = 0; round < 3; round++) {
      const told = this.call(at)
      if (told) return told
      this.reserve(at, waiting)
      this.deliver(at)
    }
    assert.fail('a reservation that was delivered must lead to an answer')
  }

  crash(at: number): void {
    const process = this.#at(at)
    process.allowance = new Allowance()
    process.pending = undefined
    process.orphan = false
  }

  idle(at: number): void {
    const { allowance, offset } = this.#at(at)
    this.#giveUp(allowance.empty(this.now + offset))
  }

  turn(at: number, offset: number): void {
    this.#at(at).offset = offset
  }

  /** New limits: in force for every process before the edit returns. */
  edit(limits: Limits): void {
    if (limits.rateLimit?.windowSeconds !== this.limits.rateLimit?.windowSeconds) this.#lengths += 1
    this.limits = limits
    for (const process of this.#processes) {
      process.orphan ||= process.pending !== undefined
      this.#giveUp(process.allowance.empty(this.now + process.offset))
    }
  }

  used(since: number): number {
    return this.#byCap.get(since) ?? 0
  }

  /** What was given up reaches the account, or is lost on the way. */
  giveBack({ lost }: { lost: boolean }): void {
    const leftovers = this.#leftovers.splice(0)
    if (!lost) for (const leftover of leftovers) this.account = decideReturn(this.account, leftover)
  }

  #giveUp(leftover: Leftover | undefined): void {
    if (leftover) this.#leftovers.push(leftover)
  }

  #at(at: number) {
    const process = this.#processes[at % this.#processes.length]
    assert.ok(process)
    return process
  }

  #count(window: number): void {
    const { rateLimit, usageCap } = this.limits
    if (usageCap) {
      const used = this.used(usageCap.since) + 1
      this.#byCap.set(usageCap.since, used)
      assert.ok(used <= usageCap.limit, `${used} calls under a cap of ${usageCap.limit}`)
    }
    if (rateLimit) {
      const key = `${this.#lengths} ${window}`
      const used = (this.#byWindow.get(key) ?? 0) + 1
      this.#byWindow.set(key, used)
      assert.ok(used <= rateLimit.limit, `${used} calls in a window of ${rateLimit.limit}`)
    }
  }
}

const at = fc.nat(2)
const arbitraryLimits = fc.record({
  rateLimit: fc.option(
    fc.record({ limit: fc.integer({ min: 1, max: 30 }), windowSeconds: fc.constantFrom(1, 60) }),
  ),
  cap: fc.option(fc.integer({ min: 1, max: 60 })),
})
const steps = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('verify' as const),
        at,
        waiting: fc.integer({ min: 1, max: 20 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('call' as const), at }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('reserve' as const), at, waiting: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), at }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), at }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('idle' as const), at }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('giveBack' as const), lost: fc.boolean() }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 90_000 }) }),
    },
    // Clocks that differ, and clocks that are set back, by up to the five minutes that are borne.
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('turn' as const),
        at,
        ms: fc.integer({ min: -150_000, max: 150_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), to: arbitraryLimits }) },
  ),
  { maxLength: 120 },
)

test('no order of calls, reservations, crashes, returns, edits and clocks lets through more than the limits', () => {
  fc.assert(
    fc.property(arbitraryLimits, steps, (first, history) => {
      let revision = 1
      const settle = ({ rateLimit, cap: limit }: typeof first, before: Limits | undefined): Limits => ({
        rateLimit,
        usageCap: limit === null ? null : { limit, since: before?.usageCap?.since ?? revision },
      })
      const model = new Model(settle(first, undefined), 3)
      for (const step of history) {
        if (step.do === 'verify') {
          model.deliver(step.at)
          model.verify(step.at, step.waiting)
        } else if (step.do === 'pass') model.now += step.ms
        else if (step.do === 'turn') model.turn(step.at, step.ms)
        else if (step.do === 'edit') {
          revision += 1
          model.edit(settle(step.to, model.limits))
        } else if (step.do === 'giveBack') model.giveBack(step)
        else if (step.do === 'reserve') model.reserve(step.at, step.waiting)
        else model[step.do](step.at)
      }
    }),
    { numRuns: 20_000 },
  )
})

test('without crashes a cap is used up to the last call, whichever processes the calls come to', () => {
  const calls = fc.array(fc.record({ at, idle: fc.boolean() }), { maxLength: 200 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), calls, (limit, history) => {
      const model = new Model(cap(limit), 3)
      for (const { at: process, idle } of history) {
        model.now += 10 * SECOND
        if (idle) model.idle(process)
        model.giveBack({ lost: false })
        model.verify(process)
      }
      for (const process of [0, 1, 2]) model.idle(process)
      model.giveBack({ lost: false })
      model.now += 10 * SECOND
      while (model.verify(0) === 'spent') model.now += 1
      assert.equal(model.used(1), limit)
    }),
    { numRuns: 2000 },
  )
})

test('slices grow while there is plenty, and shrink to the call that waits near the end', () => {
  const model = new Model(cap(1000), 1)
  const sizes: number[] = []
  for (let before = 0; model.verify(0) === 'spent'; before = model.account.cap.uses)
    if (model.account.cap.uses !== before) sizes.push(model.account.cap.uses - before)
  assert.deepEqual(sizes.slice(0, 8), [1, 2, 4, 8, 16, 32, 64, 109])
  assert.deepEqual(sizes.slice(-7), Array(7).fill(1))
  assert.equal(model.used(1), 1000)
  assert.equal(Math.max(...sizes), 109)
})

test('a crash loses at most what was reserved', () => {
  const model = new Model(cap(1000), 2)
  for (let call = 0; call < 100; call++) model.verify(0)
  const reserved = model.account.cap.uses
  model.crash(0)
  while (model.verify(1) === 'spent') model.now += 1
  assert.equal(model.used(1), 1000 - (reserved - 100))
})

test('a refusal by one limit debits nothing of the other', () => {
  const limits: Limits = { rateLimit: { limit: 2, windowSeconds: 60 }, usageCap: { limit: 3, since: 1 } }
  const model = new Model(limits, 1)
  const told = () => Array.from({ length: 4 }, () => model.verify(0))
  assert.deepEqual(told(), ['spent', 'spent', 'rate_limited', 'rate_limited'])
  model.now += 60 * SECOND
  assert.deepEqual(told(), ['spent', 'usage_exhausted', 'usage_exhausted', 'usage_exhausted'])
  model.limits = { ...limits, usageCap: { limit: 10, since: 1 } }
  model.now += 2 * SECOND
  assert.deepEqual(told(), ['spent', 'rate_limited', 'rate_limited', 'rate_limited'])
})

test('a window ends at its end, and the next one is whole', () => {
  const model = new Model(rate(2), 1)
  model.now = START + 59_999
  assert.deepEqual([model.verify(0), model.verify(0), model.verify(0)], ['spent', 'spent', 'rate_limited'])
  model.now = START + 60_000
  assert.deepEqual([model.verify(0), model.verify(0), model.verify(0)], ['spent', 'spent', 'rate_limited'])
})

test('a clock that is set back a little stays in the window it had reached; set back far, it counts anew', () => {
  const model = new Model(rate(2), 1)
  model.now = START + 60_000
  assert.equal(model.verify(0), 'spent')
  model.now = START + 59_000
  assert.deepEqual([model.verify(0), model.verify(0)], ['spent', 'rate_limited'])
  model.now = START - 3_600_000
  assert.deepEqual([model.verify(0), model.verify(0), model.verify(0)], ['spent', 'spent', 'rate_limited'])
})

test('another length of window, and a cap that was taken away and set anew, count from nothing', () => {
  const model = new Model(rate(2, 3600), 1)
  assert.deepEqual([model.verify(0), model.verify(0), model.verify(0)], ['spent', 'spent', 'rate_limited'])
  model.edit(rate(2, 60))
  assert.deepEqual([model.verify(0), model.verify(0), model.verify(0)], ['spent', 'spent', 'rate_limited'])
  model.edit(cap(1, 2))
  assert.deepEqual([model.verify(0), model.verify(0)], ['spent', 'usage_exhausted'])
  model.edit(cap(1, 3))
  assert.deepEqual([model.verify(0), model.verify(0)], ['spent', 'usage_exhausted'])
})

test('what was reserved under earlier limits is not spent under later ones', () => {
  const allowance = new Allowance()
  const reservation = {
    rate: { start: START, ms: 3_600_000, units: 5, remaining: 0 },
    cap: { since: 1, units: 5, remaining: 0 },
  }
  allowance.add(reservation, START)
  assert.equal(allowance.spend(cap(9, 1), START)?.outcome, 'spent')
  assert.equal(allowance.spend(cap(9, 2), START), undefined)
  assert.equal(allowance.spend(rate(9, 60), START), undefined)
  allowance.add({ rate: null, cap: { since: 2, units: 1, remaining: 0 } }, START)
  assert.equal(allowance.spend(cap(9, 2), START)?.outcome, 'spent')
  assert.equal(allowance.spend(cap(9, 2), START)?.outcome, 'usage_exhausted')
})

test('what was reserved under an earlier cap or window is not given back to a later one', () => {
  const account: Account = { window: { start: START, ms: 60_000, uses: 7 }, cap: { since: 2, uses: 7 } }
  const rate = { start: START, ms: 60_000, units: 3 }
  const cap = { since: 2, units: 3 }
  const both = { window: { ...account.window, uses: 4 }, cap: { since: 2, uses: 4 } }
  assert.deepEqual(decideReturn(account, { rate, cap }), both)
  for (const other of [
    { ...rate, start: START - 60_000 },
    { ...rate, ms: 1000 },
  ])
    assert.deepEqual(decideReturn(account, { rate: other, cap: { ...cap, since: 1 } }), account)
})

test('a standing tells what is left and when the next window begins', () => {
  const allowance = new Allowance()
  const { reservation } = decideReservation(
    NOTHING_RESERVED,
    rate(100),
    { rate: { waiting: 5, ahead: 0 }, cap: { waiting: 0, ahead: 0 } },
    START + 30_001,
  )
  allowance.add(reservation, START + 30_001)
  assert.deepEqual(allowance.spend(rate(100), START + 30_001)?.rateLimit, {
    limit: 100,
    windowSeconds: 60,
    remaining: 99,
    resetSeconds: 30,
  })
})
