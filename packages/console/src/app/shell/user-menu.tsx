import type { Session } from '@keyward/contract'
import { type MantineColorScheme, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconLogout } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../lib/client.ts'
import { describeTrouble, hasCode } from '../../lib/problem.ts'
import { showToast } from '../../lib/toasts.ts'
import classes from './user-menu.module.css'

const SCHEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Like the system' },
]

export function UserMenu({ user }: { user: Session['user'] }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`Account: ${user.name}`}>
          <span className={classes.initials} aria-hidden>
            {initials(user.name)}
          </span>
          <span className={classes.name}>{user.name}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text size="sm" fw={550}>
            {user.name}
          </Text>
          <Text size="sm" c="dimmed">
            {user.email}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => choose(value, setColorScheme)}>
          {SCHEMES.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function choose(value: string, put: (scheme: MantineColorScheme) => void) {
  const scheme = SCHEMES.find((known) => known.value === value)
  if (scheme) put(scheme.value)
}

function useSignOut() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    try {
      await client.signOut()
    } catch (error) {
      if (!hasCode(error, 'session_required')) {
        showToast(`You are still signed in: ${describeTrouble(error).title}`, { tone: 'trouble' })
        return
      }
    }
    await navigate({ to: '/sign-in', search: { to: undefined } })
    queries.clear()
  }
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}
