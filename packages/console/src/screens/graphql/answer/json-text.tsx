import { jsonLanguage } from '@codemirror/lang-json'
import { highlightCode } from '@lezer/highlight'
import { type ReactNode, useMemo } from 'react'
import { codeLook } from '../editor/code-look.ts'

/** Beyond this, colours would hold the page up. */
const MOST_COLOURED = 60_000

/** JSON in the colours of the editors. */
export function JsonText({ text }: { text: string }) {
  return useMemo(() => (text.length > MOST_COLOURED ? text : colour(text)), [text])
}

function colour(text: string): ReactNode[] {
  const pieces: ReactNode[] = []
  const put = (code: string, classes: string) => {
    pieces.push(
      classes ? (
        <span key={pieces.length} className={classes}>
          {code}
        </span>
      ) : (
        code
      ),
    )
  }
  highlightCode(text, jsonLanguage.parser.parse(text), codeLook, put, () => pieces.push('\n'))
  return pieces
}
