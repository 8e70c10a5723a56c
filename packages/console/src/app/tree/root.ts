import { createRootRouteWithContext } from '@tanstack/react-router'
import type { RouterContext } from '../router-context.ts'

export const root = createRootRouteWithContext<RouterContext>()()
