import type { Command } from 'commander'
import type { Acting } from '../act.ts'
import { groupOf } from '../derived/add-derived-commands.ts'
import { parseSpan } from '../input/durations.ts'
import { parseCount, parseWhole } from '../input/whole-number.ts'
import { addAccessOptions } from './tokens/access-options.ts'
import { deleteToken, regenerateToken, updateToken } from './tokens/change.ts'
import { addConditionOptions } from './tokens/condition-options.ts'
import { addFilterOptions } from './tokens/filter-options.ts'
import { generateToken } from './tokens/generate.ts'
import { listTokens, showToken } from './tokens/list.ts'
import { reapproveBatch, reapproveToken } from './tokens/reapprove.ts'
import { previewRevocation, revokeMatching, revokeToken } from './tokens/revoke.ts'

const REASONS = 'not_needed, superseded, or compromised, which is final'

export function addTokenCommands(program: Command, act: Acting): void {
  const tokens = groupOf(program, 'tokens')

  addConditionOptions(addAccessOptions(tokens.command('generate')), '')
    .description('generate a token; its text goes to standard output, once')
    .requiredOption('--name <name>', 'what it is for')
    .option('--description <text>', 'more about it')
    .option('--owner <owner>', '`user`: acts as you; `organization`: survives people leaving')
    .option('--expires <when>', '30d, 2w, 2027-01-31, or never; 30d unless said')
    .option('--idempotency-key <key>', 'the same key again answers the same token, without its text')
    .option('--because <text>', 'what it is for, where somebody must approve it')
    .option('--revoke-at-sign-out', 'personal tokens: revoked when you sign out')
    .action(act(generateToken))

  addFilterOptions(tokens.command('list'))
    .description('list tokens, live ones first')
    .option('--sort <field>', 'name, createdAt, expiresAt or lastUsedAt; -name for the other way')
    .option('--limit <number>', 'at most so many; 50 unless said', parseCount)
    .option('--all', 'every one of them')
    .action(act(listTokens))
  tokens.command('show <id>').description('show one token').action(act(showToken))

  addConditionOptions(addAccessOptions(tokens.command('update <id>')), '; or none')
    .description('change name, description, access, expiry or conditions')
    .option('--name <name>', 'what it is for')
    .option('--description <text>', 'more about it')
    .option('--expires <when>', 'counted from now: 30d, 2w, 2027-01-31, or never')
    .option('--revoke-at-sign-out', 'personal tokens: revoked when you sign out')
    .option('--no-revoke-at-sign-out', 'personal tokens: not revoked then')
    .action(act(updateToken))
  tokens
    .command('regenerate <id>')
    .description('replace the secret; the new text goes to standard output, once')
    .option('--grace <span>', 'how long the old value lives on: 0, 1h, 24h, at most 7d', parseSpan)
    .option('--quiet <span>', 'close the old value sooner, once unused for so long', parseSpan)
    .option('--expires <when>', 'restart the expiry: 30d, 2w, 2027-01-31, or never')
    .action(act(regenerateToken))

  tokens
    .command('revoke <id>')
    .description('revoke one token; when this returns, it is refused everywhere')
    .option('--reason <reason>', REASONS)
    .action(act(revokeToken))
  addFilterOptions(tokens.command('revoke-matching'))
    .description('revoke every live token that matches, after a preview')
    .option('--id <id...>', 'these tokens instead of a filter')
    .option('--reason <reason>', REASONS)
    .option('--expect <number>', 'go on without being asked if exactly so many match', parseWhole)
    .action(act(revokeMatching))
  addFilterOptions(tokens.command('preview'))
    .description('tell what revoking every token that matches would hit')
    .option('--id <id...>', 'these tokens instead of a filter')
    .action(act(previewRevocation))

  tokens
    .command('re-approve <id>')
    .description('bring a revoked token back that has not expired and was not compromised')
    .action(act(reapproveToken))
  tokens
    .command('undo-revocation <batch>')
    .description('re-approve every token of a bulk revocation that can be')
    .action(act(reapproveBatch))
  tokens
    .command('delete <id>')
    .description('delete a revoked or expired token for good')
    .option('--revoke', 'revoke it first if it is live')
    .action(act(deleteToken))
}
