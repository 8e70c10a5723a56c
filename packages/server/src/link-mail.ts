/** A mail whose link holds a secret, in the fragment: it is kept sealed, and told to nobody but the person. */
export type LinkMail = {
  kind: 'password_reset'
  to: { name: string; email: string }
  link: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** Takes over the delivery of a mail. */
export type SendLink = (mail: LinkMail) => Promise<void>
