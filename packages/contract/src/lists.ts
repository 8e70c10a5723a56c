import { z } from 'zod'

/** One item, or a list of them: how a query carries several. */
export const many = <S extends z.ZodType>(item: S) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat() as z.output<S>[])

/** How many of a list come at a time. */
export const pageLimit = z.coerce
  .number<number | string>()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe('how many at most on this page')
