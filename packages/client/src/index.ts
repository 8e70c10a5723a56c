export { type Answer, readAnswer } from './answer.ts'
export {
  type CallOptions,
  type Calls,
  type Client,
  type ClientOptions,
  createClient,
} from './create-client.ts'
export { eachNameOf } from './pages.ts'
export { CLIENT_ERRORS, type ClientErrorCode, KeywardProblem, type ProblemCode } from './problem.ts'
export type { Credentials, Timers } from './send.ts'
export { createVerifier, type VerifierOptions } from './verifier/create-verifier.ts'
export type { RequestFacts, RouteVerifier, Verifier, VerifyFacts } from './verifier/verifier.ts'
