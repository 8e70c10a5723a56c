import { z } from 'zod'

/** One item, or a list of them: how a query carries several. */
export const many = <S extends z.ZodType>(item: S) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat() as z.output<S>[])

/** How many of a list come at a time: up to `most`, `usual` unless said. */
export const pageLimitOf = (most: number, usual: number) =>
  z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .describe('how many at most on this page')

export const pageLimit = pageLimitOf(200, 50)
