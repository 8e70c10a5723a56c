import type { Client } from '@keyward/client'
import type { Command } from 'commander'
import { connect, findConnection, findServer } from './connection.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plainLines } from './output/plain-text.ts'
import type { Shell, Terminal } from './shell.ts'
import { Stop } from './stop.ts'

/** Options that every command takes. */
export type GlobalOptions = { url?: string; profile?: string; json?: boolean; yes?: boolean }

/** What a command has to work with. */
export type Act = {
  readonly shell: Shell
  readonly terminal: Terminal
  readonly json: boolean
  /** The server, as the caller named or remembered. @throws Stop */
  client(): Client
  /** The server without a token, for what anybody may ask. @throws Stop */
  anonymousClient(): Client
  /** Prints a result: `text` for people, told how wide their terminal is, `value` as JSON for machines. */
  answer(value: unknown, text: (room: number | undefined) => string): undefined
  /** Says something beside the result. Silent for machines. */
  note(text: string): void
  /** Goes on only when somebody says yes. @throws Stop */
  confirm(question: string): Promise<void>
  /** Goes on only when somebody types `wanted`. @throws Stop */
  confirmByTyping(question: string, wanted: string): Promise<void>
}

/** Does a command's work; says how it ended, where that is not simply done. */
export type Work<O> = (act: Act, options: O & GlobalOptions, words: string[]) => Promise<ExitCode | undefined>

/** Makes a command's work an action of commander, whose exit status `ended` is told. */
export const acting =
  (shell: Shell, ended: (exit: ExitCode) => void) =>
  <O>(work: Work<O>) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command
    const options = command.optsWithGlobals<O & GlobalOptions>()
    const exit = await work(actOf(shell, options), options, command.args)
    ended(exit ?? EXIT.done)
  }

export type Acting = ReturnType<typeof acting>

function actOf(shell: Shell, options: GlobalOptions): Act {
  const { terminal } = shell
  const unconfirmed = (advice?: string) => new Stop(EXIT.unconfirmed, 'Nothing was done', advice)
  const requireSomebody = () => {
    if (!terminal.interactive) throw unconfirmed('Add --yes to go on without being asked.')
  }
  return {
    shell,
    terminal,
    json: options.json === true,
    client: () => connect(shell, findConnection(shell, options)),
    anonymousClient: () => connect(shell, { url: findServer(shell, options), token: undefined }),
    answer: (value, text) => {
      const told = options.json ? JSON.stringify(value, null, 2) : text(terminal.columns)
      if (told !== '') terminal.out(`${told}\n`)
    },
    note: (text) => {
      if (!options.json) terminal.err(`${plainLines(text)}\n`)
    },
    async confirm(question) {
      if (options.yes) return
      requireSomebody()
      if (!(await terminal.confirm(question))) throw unconfirmed()
    },
    async confirmByTyping(question, wanted) {
      if (options.yes) return
      requireSomebody()
      if ((await terminal.askText(question)).trim() !== wanted) throw unconfirmed()
    },
  }
}
