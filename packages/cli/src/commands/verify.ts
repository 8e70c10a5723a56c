import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { facts } from '../output/table.ts'
import { instantOr } from '../output/when.ts'
import { readSecret } from '../read-secret.ts'

export function addVerifyCommand(program: Command, act: Acting): void {
  program
    .command('verify')
    .description(
      'judge a token, read from a prompt or standard input; ends with status 8 when it is refused. ' +
        'Your own token needs keyward/tokens:verify.',
    )
    .option('--need <permission>', 'what the request would ask for')
    .option('--address <ip>', 'from where it would come')
    .action(act(verify))
}

async function verify(act: Act, { need, address }: { need?: string; address?: string }): Promise<ExitCode> {
  const token = await readSecret(act.terminal, 'Token to judge: ')
  const verdict = await act.client().verifyToken({
    token,
    ...(need !== undefined && { need }),
    ...(address !== undefined && { address }),
  })
  const { caller } = verdict
  act.answer(verdict, () =>
    facts([
      ['valid', verdict.valid ? 'yes' : `no: ${verdict.code}`],
      ['token', caller && `${caller.tokenName} (${caller.tokenId})`],
      ['organisation', caller?.organization.name],
      ['acts as', caller && (caller.owner.kind === 'user' ? caller.owner.name : 'the organisation')],
      ['expires', caller && instantOr(caller.expiresAt, 'never')],
      ['may', verdict.valid ? verdict.permissions.join('\n') : undefined],
    ]),
  )
  return verdict.valid ? EXIT.done : EXIT.negative
}
