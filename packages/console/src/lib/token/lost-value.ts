import { showToast } from '../toasts.ts'

/** Tells that the one answer with a new value never arrived: the token is there, and nobody has its value. */
export const tellLostValue = (): void => {
  showToast(
    'The connection broke before the new value arrived, and it is shown once only. Regenerate the token.',
    {
      tone: 'trouble',
      stays: true,
    },
  )
}
