import { sql } from 'kysely'

type Ref = ReturnType<typeof sql.ref<number>>

/** The later and the earlier of two instants, on every engine. */
export const later = (a: Ref, b: Ref) => sql<number>`case when ${a} > ${b} then ${a} else ${b} end`
export const earlier = (a: Ref, b: Ref) => sql<number>`case when ${a} < ${b} then ${a} else ${b} end`
