import { ERRORS, type ErrorCode } from '@keyward/contract'
import { ERROR_ADVICE } from '@keyward/contract/docs'
import { escapeHtml, proseHtml } from './page.ts'

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code)

/** What a problem's `type` leads to: the error, and what to do about it. */
export const errorPage = (
  code: ErrorCode,
): string => `<p class="soft"><code>${escapeHtml(code)}</code> · HTTP ${ERRORS[code].status}</p>
<h1>${escapeHtml(ERRORS[code].title)}</h1>
<p>${proseHtml(ERROR_ADVICE[code])}</p>
<p><a href="/errors">All errors</a> · <a href="/reference">API reference</a></p>`

/** Every error there is, by status. */
export function errorListPage(): string {
  const codes = Object.keys(ERRORS).filter(isErrorCode)
  const rows = codes
    .toSorted((a, b) => ERRORS[a].status - ERRORS[b].status)
    .map(
      (code) =>
        `<tr><td>${ERRORS[code].status}</td><td><a href="/errors/${code}"><code>${code}</code></a></td><td>${escapeHtml(ERRORS[code].title)}</td></tr>`,
    )
  return `<h1>Errors</h1>
<p class="soft">Codes are permanent. Accept codes that you do not know: later versions add some.</p>
<table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`
}
