import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { groupOf } from '../derived/add-derived-commands.ts'
import { parseSpan } from '../input/durations.ts'
import { tellMinted } from './tokens/generate.ts'
import { reasonOf } from './tokens/revoke.ts'

export function addSelfCommands(program: Command, act: Acting): void {
  const self = groupOf(program, 'self')
  self
    .command('regenerate')
    .description('replace the secret of the token that speaks; the new text goes to standard output, once')
    .option('--grace <span>', 'how long the old value lives on: 0, 1h, 24h, at most 7d', parseSpan)
    .action(act(regenerateSelf))
  self
    .command('revoke')
    .description('revoke the token that speaks')
    .option('--reason <reason>', 'not_needed, superseded, or compromised, which is final')
    .action(act(revokeSelf))
}

async function regenerateSelf(act: Act, { grace }: { grace?: number }): Promise<undefined> {
  const until = grace ? 'after the grace period' : 'at once'
  await act.confirm(
    `Regenerate the token that speaks? The old value stops ${until}; no profile learns the new one.`,
  )
  tellMinted(act, await act.client().regenerateSelf(grace === undefined ? {} : { graceMs: grace }))
}

async function revokeSelf(act: Act, { reason }: { reason?: string }): Promise<undefined> {
  const given = reasonOf(reason)
  await act.confirm('Revoke the token that speaks? It can do nothing from then on.')
  const revoked = await act.client().revokeSelf(given)
  act.answer(revoked, () => '')
  act.note(`"${revoked.token.name}" is revoked, and refused everywhere.`)
}
