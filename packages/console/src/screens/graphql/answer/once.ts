import { tokenText } from '@keyward/contract'

const ONCE = new RegExp(`${tokenText.source}|whsec_[\\w+/=-]{16,}`, 'g')

/** The values in an answer that are shown this once: of tokens, and of webhooks' secrets. */
export const onceIn = (text: string): string[] => [...new Set(text.match(ONCE))]

export const holdsOnce = (text: string): boolean => onceIn(text).length > 0
