import type { Membership, OwnerKind } from '@keyward/contract'
import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import { whyNot } from '../../lib/rights.ts'
import classes from '../choice.module.css'

type OwnerChoiceProps = {
  value: OwnerKind
  onChange: (value: OwnerKind) => void
  error?: ReactNode
  membership: Membership
}

/** Whose authority the token carries, with what that means. */
export function OwnerChoice({ value, onChange, error, membership }: OwnerChoiceProps) {
  const organization = whyNot(membership, 'create', 'organization')
  const me = whyNot(membership, 'create', 'mine')
  return (
    <Radio.Group
      id="field-owner"
      label="Owner"
      value={value}
      onChange={(kind) => onChange(kind === 'user' ? 'user' : 'organization')}
      error={error}
    >
      <div className={classes.options}>
        <Radio
          value="organization"
          label="Organisation"
          description={organization ?? 'For a pipeline choose Organisation: it survives people leaving.'}
          disabled={organization !== undefined}
          className={classes.option ?? ''}
        />
        <Radio
          value="user"
          label="Me"
          description={me ?? 'This token acts as you. Treat it like your password.'}
          disabled={me !== undefined}
          className={classes.option ?? ''}
        />
      </div>
    </Radio.Group>
  )
}
