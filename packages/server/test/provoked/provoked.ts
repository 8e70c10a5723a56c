import type { OperationName, Operations } from '@keyward/contract'
import type { Answer, SetUpHouse } from '../parts/house.ts'

/** How each declared error comes about. A declared error without a way to provoke it does not compile. */
export type Provoked = {
  [N in OperationName]: Record<Operations[N]['errors'][number], (house: SetUpHouse) => Promise<Answer>>
}
