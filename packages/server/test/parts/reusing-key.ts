import type { Answer, Asked, ServerHouse } from './house.ts'

/** Sends two requests that are not the same under one Idempotency-Key; answers what the second meets. */
export async function reusingKey(
  { ask }: ServerHouse,
  as: NonNullable<Asked['as']>,
  path: string,
  [first, second]: readonly [object, object],
): Promise<Answer> {
  const headers = { 'idempotency-key': path }
  await ask('POST', path, { as, headers, body: first })
  return ask('POST', path, { as, headers, body: second })
}
