import { z } from 'zod'

/** One item, or a list of them: how a query carries several. */
export const many = <S extends z.ZodType>(item: S) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat() as z.output<S>[])
