import { parseInput, scannerRules } from '@keyward/contract'
import type { Keyward } from '@keyward/core'
import type { Handlers } from './http/call.ts'
import { contextOf } from './http/gate.ts'
import type { Throttle } from './http/throttle.ts'

type LeakDeps = { keyward: Keyward; throttle: Throttle }
type LeakHandlers = Pick<Handlers, 'getScannerRules' | 'reportLeaked'>

/** What strangers are answered who look for leaked tokens, or have found some. */
export const createLeaks = ({ keyward, throttle }: LeakDeps): LeakHandlers => ({
  getScannerRules: {
    authority: 'none',
    async run(call) {
      parseInput('getScannerRules', call.parts)
      return scannerRules(keyward.prefixes)
    },
  },
  reportLeaked: {
    authority: 'none',
    async run(call) {
      const { tokens, foundAt } = parseInput('reportLeaked', call.parts)
      await throttle.leaked(call.visitor.address, tokens.length)
      await keyward.presented.leaked(tokens, { foundAt, context: contextOf(call) })
      return { received: tokens.length }
    },
  },
})
