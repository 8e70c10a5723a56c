import { getRouteApi } from '@tanstack/react-router'
import { ForgotScreen } from '../screens/password-reset/forgot-screen.tsx'
import { ResetScreen } from '../screens/password-reset/reset-screen.tsx'

const reset = getRouteApi('/entry/reset-password')

export function ForgotRoute() {
  return <ForgotScreen />
}

export function ResetRoute() {
  return <ResetScreen secret={reset.useRouteContext().linkSecret} />
}
