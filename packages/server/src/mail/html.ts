import { escapeHtml } from '../pages/page.ts'
import type { Content, Fact } from './content.ts'
import { line } from './plain.ts'

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const CODE = 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px'

/** Colours stand twice: in place for clients that know no style sheet, and here for those that turn dark. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .page { background: #16191d !important }
  .card { background: #20252b !important; border-color: #3a4149 !important }
  .ink { color: #e6eaee !important }
  .soft { color: #a7b1bc !important }
  .rule { border-color: #3a4149 !important }
  .button { background: #7db7f5 !important; color: #10151a !important }
  .link { color: #7db7f5 !important }
}
@media (max-width: 480px) {
  .page-cell { padding: 12px !important }
  .card-cell { padding: 20px !important }
  .label, .value { display: block !important; width: auto !important }
  .value { padding-top: 0 !important; border-top: 0 !important }
}
`

/** Writes a mail as HTML: one plain layout, no pictures, nothing that is loaded. */
export function writeHtml(content: Content): string {
  const { heading, sentences, facts, list, action, advice, footer } = content
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${said(heading)}</title>
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;background:#f4f6f8">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td class="page-cell" align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #d8dde3;border-radius:8px"><tr><td class="card-cell ink" style="padding:28px 32px;${FONT};font-size:16px;line-height:1.5;color:#1c2127;text-align:left;overflow-wrap:anywhere">
<p class="soft" style="margin:0 0 16px;font-size:13px;color:#59636e">Keyward</p>
<h1 style="margin:0 0 12px;font-size:21px;line-height:1.3">${said(heading)}</h1>
${sentences.map((sentence) => `<p style="margin:0 0 12px">${said(sentence)}</p>`).join('\n')}
${facts.length > 0 ? factsHtml(facts) : ''}
${list.length > 0 ? listHtml(list) : ''}
${action ? actionHtml(action) : ''}
${advice === null ? '' : `<p style="margin:16px 0 0">${said(advice)}</p>`}
<p class="soft rule" style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid #d8dde3;font-size:13px;color:#59636e">${said(footer.sentence)}${footer.link ? ` ${linkHtml(footer.link)}` : ''}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

const said = (text: string): string => escapeHtml(line(text))

const factsHtml = (facts: readonly Fact[]): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 0;${FONT};font-size:15px;line-height:1.45">
${facts.map(factHtml).join('\n')}
</table>`

const factHtml = ({ label, value, code }: Fact): string =>
  `<tr><td class="label soft rule" valign="top" style="padding:6px 12px 6px 0;width:110px;border-top:1px solid #e7ebef;color:#59636e">${said(label)}</td><td class="value ink rule" valign="top" style="padding:6px 0;border-top:1px solid #e7ebef;color:#1c2127;${code ? CODE : ''}">${said(value)}</td></tr>`

const listHtml = (list: Content['list']): string =>
  `<ul style="margin:8px 0 0;padding:0;list-style:none">
${list
  .map(
    ({ sentence, masked, detail }) =>
      `<li class="rule" style="padding:8px 0;border-top:1px solid #e7ebef">${said(sentence)}<br><span class="soft" style="color:#59636e;font-size:13px"><span style="${CODE.replace('14px', '13px')}">${said(masked)}</span> · ${said(detail)}</span></li>`,
  )
  .join('\n')}
</ul>`

const actionHtml = ({ label, url }: { label: string; url: string }): string =>
  `<p style="margin:20px 0 0"><a class="button" href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b5cad;color:#ffffff;font-weight:600;text-decoration:none">${said(label)}</a></p>`

const linkHtml = ({ label, url }: { label: string; url: string }): string =>
  `<a class="link" href="${escapeHtml(url)}" style="color:#0b5cad">${said(label)}</a>`
