import { EXIT, type ExitCode } from './exit-codes.ts'

/** Ends a command with a sentence for the person, and perhaps a way on. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly exit: ExitCode
  readonly advice: string | undefined
  constructor(exit: ExitCode, message: string, advice?: string) {
    super(message)
    this.exit = exit
    this.advice = advice
  }
}

/** The words or values given are wrong. */
export const wrongUsage = (message: string, advice?: string): Stop => new Stop(EXIT.usage, message, advice)
