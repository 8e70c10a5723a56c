import { AuditHead, type InputOf } from '@keyward/contract'
import type { Command } from 'commander'
import type { Act, Acting } from '../act.ts'
import { groupOf } from '../derived/add-derived-commands.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { readFile } from '../input/read-file.ts'
import { readJson } from '../input/read-json.ts'
import { facts } from '../output/table.ts'
import { wrongUsage } from '../stop.ts'

/** A chain of millions of events takes minutes. */
const PATIENCE_MS = 30 * 60_000

export function addAuditCommands(program: Command, act: Acting): void {
  groupOf(program, 'audit')
    .command('verify')
    .description('verify the chain from its first event; ends with status 8 where it is broken')
    .option('--chain <chain>', '`installation`: what was done to the installation')
    .option('--head <file>', 'a head kept elsewhere, which the chain must still hold; - for standard input')
    .action(act(verifyChain))
}

async function verifyChain(act: Act, { chain, head }: { chain?: string; head?: string }): Promise<ExitCode> {
  const kept = head === undefined ? undefined : headOf(await readFile(act.terminal, head))
  act.note('Verifying…')
  const report = await act
    .client()
    .verifyAuditChain(
      { ...(chain !== undefined && { chain: chainOf(chain) }), ...(kept && { head: kept }) },
      { timeoutMs: PATIENCE_MS },
    )
  act.answer(report, () =>
    facts(
      report.ok
        ? [
            ['unbroken', 'yes'],
            ['events', String(report.events)],
            ['head', report.head && JSON.stringify(report.head)],
          ]
        : [
            ['unbroken', `no: ${report.fault}`],
            ['at', String(report.sequence)],
            ['says', report.says],
          ],
    ),
  )
  return report.ok ? EXIT.done : EXIT.negative
}

/** A head as it was printed, or the last line of an export. @throws Stop */
function headOf(text: string): AuditHead {
  const value = readJson(text, 'The head')
  const inner = typeof value === 'object' && value !== null && 'head' in value ? value.head : value
  const parsed = AuditHead.safeParse(inner)
  if (parsed.success) return parsed.data
  throw wrongUsage(
    'That is no head of a chain',
    'Give what `audit verify` printed, or the last line of an export.',
  )
}

function chainOf(text: string): NonNullable<InputOf<'verifyAuditChain'>['chain']> {
  if (text === 'organization' || text === 'installation') return text
  throw wrongUsage(`"${text}" is no chain`, 'A chain is `organization` or `installation`.')
}
