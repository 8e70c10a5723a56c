/** What a mail says, before it is text or HTML: sentences and names, nothing written for either. */
export type Content = {
  subject: string
  heading: string
  sentences: readonly string[]
  /** What there is to know, label by label. */
  facts: readonly Fact[]
  /** One line each, where a mail tells of several things. */
  list: readonly { sentence: string; masked: string; detail: string }[]
  action: { label: string; url: string } | null
  /** What to do if this was not expected, and the like. */
  advice: string | null
  /** Why this person is told, and where that is decided. */
  footer: { sentence: string; link: { label: string; url: string } | null }
}

export type Fact = { label: string; value: string; code?: true }
