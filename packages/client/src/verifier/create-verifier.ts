import {
  CallerAddress,
  type InputOf,
  MOST_CHECKS,
  type Permission,
  type RefusalCode,
  type Verdict,
} from '@keyward/contract'
import { type Client, type ClientOptions, createClient, systemTimers } from '../create-client.ts'
import { permissionNamed } from '../permission-named.ts'
import { clientProblem } from '../problem.ts'
import { createCarrier } from './carrier.ts'
import type { Verifier, VerifyFacts } from './verifier.ts'

/** Where the server is that judges, and the service's own credential. */
export type VerifierOptions = Pick<ClientOptions, 'baseUrl' | 'fetch' | 'timers' | 'random'> & {
  /** A Keyward token with `keyward/tokens:verify`; a function is asked before each request. */
  credential: string | (() => string | undefined)
  /** How long a verification may take before it is answered `verifier_not_ready`: 2 seconds unless said. */
  timeoutMs?: number
  /** Told why verifications could not be made: the server is away, or refuses the credential. */
  onFault?: (fault: unknown) => void
}

const TIMEOUT_MS = 2_000
const LANES = 4
const LONGEST_AGENT = 1_000
const tokenShape = /^[a-z][a-z0-9]{0,15}_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/

type Check = InputOf<'verifyToken'>

/**
 * Makes a verifier that asks a server. No verdict is ever kept, so a revocation that has returned is final here too.
 * Few requests travel at once, over connections that are kept alive; what is asked meanwhile shares the next one.
 * Whatever goes wrong, the verdict is `verifier_not_ready`, never *valid*.
 * @throws TypeError if `baseUrl` is not an address
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { credential, timeoutMs = TIMEOUT_MS, timers = systemTimers, onFault = () => {}, ...rest } = options
  const client = createClient({ ...rest, timers, timeoutMs, token: credential })
  const carrier = createCarrier<Check, Verdict | undefined>({
    lanes: LANES,
    most: MOST_CHECKS,
    async send(checks) {
      try {
        return await judge(client, checks)
      } catch (fault) {
        onFault(fault)
        return checks.map(() => undefined)
      }
    },
  })

  return {
    async verify(text, facts = {}) {
      const need = needOf(facts)
      if (!tokenShape.test(text)) return refuse('token_malformed', need)
      const { answer, withdraw } = carrier.ask(checkOf(text, need, facts))
      const verdict = await new Promise<Verdict | undefined>((resolve) => {
        const cancel = timers.after(timeoutMs, () => {
          withdraw()
          resolve(undefined)
        })
        void answer.then(resolve).finally(cancel)
      })
      return verdict ?? refuse('verifier_not_ready', need)
    },
  }
}

async function judge(client: Client, checks: readonly Check[]): Promise<readonly Verdict[]> {
  const [check, ...more] = checks
  if (!check) return []
  const verdicts =
    more.length === 0
      ? [await client.verifyToken(check)]
      : (await client.verifyTokens({ checks: [...checks] })).verdicts
  if (!Array.isArray(verdicts) || verdicts.length !== checks.length || !verdicts.every(isVerdict))
    throw clientProblem('answer_unreadable', {
      detail: 'The answer holds other verdicts than were asked for',
    })
  return verdicts
}

/** As much as a guard relies on; a newer server may say more. */
const isVerdict = (verdict: Verdict | null): boolean =>
  verdict?.valid === true ? verdict.caller?.tokenId !== undefined : verdict?.valid === false

/** One check must not spoil the others that it travels with: what the server would not take is left out or cut. */
const checkOf = (token: string, need: Permission | null, { also, address, agent }: VerifyFacts): Check => ({
  token,
  need,
  ...(also && { also: also.map(permissionNamed) }),
  address: CallerAddress.safeParse(address).success ? address : null,
  agent: agent?.slice(0, LONGEST_AGENT),
})

const needOf = ({ need }: VerifyFacts): Permission | null =>
  need === undefined || need === null ? null : permissionNamed(need)

const refuse = (code: RefusalCode, need: Permission | null): Verdict => ({
  valid: false,
  code,
  caller: null,
  need,
})
