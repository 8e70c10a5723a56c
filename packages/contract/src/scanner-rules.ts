import { z } from 'zod'

/** What scanners need to find this installation's tokens, whatever they are in. */
export const ScannerRules = z.strictObject({
  prefixes: z.array(z.string()).describe('the current one first, then retired ones that still verify'),
  pattern: z.string().describe('a regular expression for the text of a token, in every common dialect'),
  gitleaks: z.string().describe('a rule for .gitleaks.toml'),
  trufflehog: z.string().describe('a custom detector for TruffleHog’s configuration'),
  github: z
    .strictObject({
      name: z.string(),
      secretFormat: z.string(),
      beforeSecret: z.string(),
      afterSecret: z.string(),
    })
    .describe('the fields of a custom pattern of GitHub secret scanning'),
})
export type ScannerRules = z.infer<typeof ScannerRules>

const NAME = 'keyward-api-token'
const TITLE = 'API token of Keyward'

/** Writes the rules for tokens with these prefixes, each of lower-case letters and digits. */
export function scannerRules(prefixes: readonly string[]): ScannerRules {
  const pattern = `(?:${prefixes.join('|')})_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}`
  const keywords = prefixes.map((prefix) => `${prefix}_`)
  return {
    prefixes: [...prefixes],
    pattern,
    gitleaks: [
      '[[rules]]',
      `id = "${NAME}"`,
      `description = "${TITLE}"`,
      `regex = '''\\b${pattern}\\b'''`,
      `keywords = [${keywords.map((word) => `"${word}"`).join(', ')}]`,
      '',
    ].join('\n'),
    trufflehog: [
      'detectors:',
      `  - name: ${NAME}`,
      '    keywords:',
      ...keywords.map((word) => `      - ${word}`),
      '    regex:',
      `      token: '\\b${pattern}\\b'`,
      '',
    ].join('\n'),
    github: {
      name: TITLE,
      secretFormat: pattern,
      beforeSecret: '\\A|[^0-9A-Za-z_]',
      afterSecret: '\\z|[^0-9A-Za-z_]',
    },
  }
}
