import type { OrganizationId, Session } from '@keyward/contract'
import { Menu, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import classes from './organization-name.module.css'

/** Which organisation the screens show; a switch where the person belongs to several. */
export function OrganizationName({ session, current }: { session: Session; current: OrganizationId }) {
  const navigate = useNavigate()
  const organizations = session.memberships.map((membership) => membership.organization)
  const name = organizations.find((organization) => organization.id === current)?.name
  if (organizations.length < 2)
    return (
      <Text className={classes.name ?? ''} title={name}>
        {name}
      </Text>
    )
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.name ?? ''} aria-label={`Organisation: ${name}. Switch`}>
          <span className={classes.text}>{name}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={current}
          onChange={(organization) =>
            navigate({ to: '/o/$organization/settings/api-tokens', params: { organization }, search: {} })
          }
        >
          {organizations.map((organization) => (
            <Menu.RadioItem key={organization.id} value={organization.id}>
              {organization.name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
