import type { OrganizationId, Session } from '@keyward/contract'
import { Text } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { DropPanel } from '../../parts/drop-panel.tsx'
import classes from './organization-name.module.css'

/** Which organisation the screens show; a switch where the person belongs to several. */
export function OrganizationName({ session, current }: { session: Session; current: OrganizationId }) {
  const organizations = session.memberships.map((membership) => membership.organization)
  const name = organizations.find((organization) => organization.id === current)?.name
  if (organizations.length < 2)
    return (
      <Text className={classes.name ?? ''} title={name}>
        <span className={classes.text}>{name}</span>
      </Text>
    )
  const button = (
    <>
      <span className={classes.text}>{name}</span>
      <IconChevronDown size={16} aria-hidden />
    </>
  )
  return (
    <DropPanel
      label={`Organisation: ${name}. Switch`}
      button={button}
      buttonClassName={classes.name}
      side="start"
    >
      {(close) => (
        <ul className={classes.list}>
          {organizations.map(({ id, name: other }) => (
            <li key={id}>
              <Link
                to="/o/$organization/settings/api-tokens"
                params={{ organization: id }}
                search={{}}
                className={classes.item}
                aria-current={id === current || undefined}
                onClick={close}
              >
                <span className={classes.text}>{other}</span>
                {id === current && <IconCheck size={16} aria-hidden />}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </DropPanel>
  )
}
