import { DAY_MS } from '../world.ts'

const DIGEST_HOUR = 8

/** The next eight o'clock in a time zone: when digests go out. */
export function nextMorning(now: number, timeZone: string): number {
  const local = now + offsetAt(now, timeZone)
  const today = local - (local % DAY_MS) + DIGEST_HOUR * 3_600_000
  const morning = fromLocal(today, timeZone)
  return morning > now ? morning : fromLocal(today + DAY_MS, timeZone)
}

/** The instant at which clocks there show `local`. The offset is looked up twice: it may change in between. */
function fromLocal(local: number, timeZone: string): number {
  const near = local - offsetAt(local, timeZone)
  return local - offsetAt(near, timeZone)
}

/** By how much clocks there are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant)
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - (instant - (instant % 1000))
}
