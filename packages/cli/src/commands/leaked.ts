import { MOST_LEAKED } from '@keyward/contract'
import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { wrongUsage } from '../stop.ts'

export function addLeakedCommand(program: Command, act: Acting): void {
  program
    .command('leaked')
    .description(
      'report tokens that were found where they do not belong, one a line on standard input: ' +
        'each is revoked as compromised, for good. Takes no token of your own.',
    )
    .option('--found-at <where>', 'where, for those who must clear it up')
    .action(act(reportLeaked))
}

async function reportLeaked(act: Act, { foundAt }: { foundAt?: string }): Promise<undefined> {
  const { terminal } = act
  const text = terminal.interactive
    ? await terminal.askSecret('The token that leaked: ')
    : await terminal.readIn()
  const tokens = text.split(/\s+/).filter(Boolean)
  if (tokens.length === 0)
    throw wrongUsage('No token was given', 'Type it at the prompt, or send one a line on standard input.')
  const client = act.anonymousClient()
  for (let at = 0; at < tokens.length; at += MOST_LEAKED)
    await client.reportLeaked({
      tokens: tokens.slice(at, at + MOST_LEAKED),
      ...(foundAt !== undefined && { foundAt }),
    })
  act.answer({ received: tokens.length }, () => '')
  act.note(`Reported: what was a token is revoked. The server does not say which.`)
}
