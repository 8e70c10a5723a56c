import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { hideToast, type Toast, useToasts } from '../../lib/toasts.ts'
import classes from './toasts.module.css'

const SHOWN_MS = 6000

/** What was done lately, in a corner that screen readers follow. */
export function Toasts() {
  const toasts = useToasts()
  return (
    <section className={classes.region} aria-label="Notices" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

/** Goes by itself, but not while the pointer or the focus is on it. */
function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || toast.stays) return
    const timer = setTimeout(() => hideToast(toast.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, toast])
  const Icon = toast.tone === 'done' ? IconCircleCheck : IconAlertTriangle
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens whether somebody is reading
    <div
      className={classes.toast}
      data-tone={toast.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={20} aria-hidden className={classes.icon} />
      <div className={classes.content}>{toast.content}</div>
      <CloseButton size="sm" aria-label="Close the notice" onClick={() => hideToast(toast.id)} />
    </div>
  )
}
