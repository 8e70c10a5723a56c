import type { AuditKind, OperationName, Operations, OrganizationId } from '@keyward/contract'
import type { Answer, Session, SetUpHouse } from '../parts/house.ts'

/** Operations that change something, set-up apart: it needs a server of its own. */
export type WriteName = Exclude<
  {
    [N in OperationName]: Operations[N]['method'] extends 'GET'
      ? never
      : Operations[N] extends { repeats: 'safely' }
        ? never
        : N
  }[OperationName],
  'setUp'
>

/** Brings about what an operation needs, and answers the request itself. */
export type Prepare = (house: SetUpHouse) => Promise<() => Promise<Answer>>

/** One successful call of an operation, and the one audit event that it tells: another number of them has a reason. */
export type Write =
  | readonly [AuditKind, Prepare]
  | readonly [{ tells: readonly AuditKind[]; because: string }, Prepare]
export type Writes<N extends WriteName = WriteName> = { readonly [Name in N]: Write }

export const PASSWORD = 'several unrelated words'
let people = 0

/** Somebody new in the organisation, or in another, signed in. */
export async function newPerson(house: SetUpHouse, role = 'developer', organizationId?: OrganizationId) {
  people += 1
  const email = `writer-${people}@acme.example`
  const { member } = await house.person({
    name: 'Somebody',
    email,
    password: PASSWORD,
    role,
    ...(organizationId && { organizationId }),
  })
  return { id: member.id, email, session: await house.signIn(email, PASSWORD) }
}

/** A request of the owner's, or of whoever else is named. */
export const asking =
  (
    house: SetUpHouse,
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    as: Session | string = house.owner,
  ) =>
  () =>
    house.ask(method, url, { as, ...(body && { body }) })
