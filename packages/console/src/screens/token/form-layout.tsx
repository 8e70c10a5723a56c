import { Group, Title } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import classes from './form-layout.module.css'

type FormLayoutProps = {
  fields: ReactNode
  summary: ReactNode
  notice?: ReactNode
  buttons: ReactNode
  onSubmit: () => void
}

/** A form beside what it amounts to; on a phone the summary stands before the buttons. */
export function FormLayout({ fields, summary, notice, buttons, onSubmit }: FormLayoutProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.fields}>{fields}</div>
      <aside className={classes.summary} aria-labelledby="summary-title">
        <Title order={2} id="summary-title" mb="xs">
          What this token will be able to do
        </Title>
        {summary}
      </aside>
      <div className={classes.end}>
        {notice}
        <Group>{buttons}</Group>
      </div>
    </form>
  )
}
