import { KeywardError, type Verdict } from '@keyward/contract'
import { type RequestVerdict, UNMAPPED } from '@keyward/core'

type Refused = Extract<Verdict, { valid: false }> & Pick<RequestVerdict, 'why'>

/** A refused verdict as the error that the caller is answered with: it names what is missing, and the token. */
export function refusalError({ code, caller, need, why }: Refused): KeywardError {
  const lacks = code === 'permission_missing' && need
  return new KeywardError(code, {
    ...(lacks && { permission: lacks, detail: `The token "${caller?.tokenName}" lacks ${lacks}.` }),
    ...(why && { detail: `The request is refused: ${UNMAPPED[why]}.` }),
    ...(caller && { token: { id: caller.tokenId, name: caller.tokenName } }),
  })
}
