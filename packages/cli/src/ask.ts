import { type CANCEL_SYMBOL, confirm, isCancel, password, text } from '@clack/prompts'
import { EXIT } from './exit-codes.ts'
import { Stop } from './stop.ts'

const asking = { input: process.stdin, output: process.stderr }

export const askConfirm = async (message: string): Promise<boolean> =>
  answered(await confirm({ message, initialValue: false, ...asking }))

export const askText = async (message: string): Promise<string> =>
  answered(await text({ message, ...asking }))

export const askSecret = async (message: string): Promise<string> =>
  answered(await password({ message, ...asking }))

function answered<T extends string | boolean>(answer: T | typeof CANCEL_SYMBOL): T {
  if (isCancel(answer)) throw new Stop(EXIT.unconfirmed, 'Nothing was done')
  return answer
}
