import type { Letter } from '@keyward/core'
import { writeHtml } from './html.ts'
import { headerLine } from './plain.ts'
import { writeText } from './text.ts'
import { writeContent } from './write-content.ts'

const LONGEST_SUBJECT = 150

/** A mail as it is sent: the same in plain text and in HTML. */
export type Mail = { subject: string; text: string; html: string }

export function writeMail(letter: Letter, site: string): Mail {
  const content = writeContent(letter, site)
  return {
    subject: shortened(headerLine(content.subject)),
    text: writeText(content),
    html: writeHtml(content),
  }
}

const shortened = (subject: string): string => {
  const letters = [...subject]
  return letters.length > LONGEST_SUBJECT ? `${letters.slice(0, LONGEST_SUBJECT).join('')}…` : subject
}
