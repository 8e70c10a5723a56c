import type { Content } from './content.ts'
import { line } from './plain.ts'

/** Writes a mail as plain text: everything that the HTML says, links spelt out. */
export function writeText({ heading, sentences, facts, list, action, advice, footer }: Content): string {
  const width = Math.max(...facts.map(({ label }) => label.length), 0) + 2
  const blocks = [
    line(heading),
    sentences.map(line).join('\n'),
    facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${line(value)}`).join('\n'),
    list
      .map(({ sentence, masked, detail }) => `- ${line(sentence)}\n  ${line(masked)} · ${line(detail)}`)
      .join('\n'),
    advice === null ? '' : line(advice),
    action ? `${action.label}:\n${action.url}` : '',
    ['--', line(footer.sentence), footer.link ? `${footer.link.label}: ${footer.link.url}` : '']
      .filter(Boolean)
      .join('\n'),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}
