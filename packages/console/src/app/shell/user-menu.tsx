import type { Session } from '@keyward/contract'
import { type MantineColorScheme, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../lib/client.ts'
import { describeTrouble, hasEnded } from '../../lib/problem.ts'
import { showToast } from '../../lib/toasts.ts'
import { DropPanel } from '../../parts/drop-panel.tsx'
import { PlaceLink } from '../../parts/ways.tsx'
import classes from './user-menu.module.css'

const SCHEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Like the system' },
]

type UserMenuProps = { user: Session['user']; onShortcuts: () => void }

export function UserMenu({ user, onShortcuts }: UserMenuProps) {
  const signOut = useSignOut()
  const button = (
    <>
      <span className={classes.initials} data-initials={initials(user.name)} aria-hidden />
      <span className={classes.name}>{user.name}</span>
      <IconChevronDown size={16} aria-hidden />
    </>
  )
  return (
    <DropPanel label={`Account: ${user.name}`} button={button} buttonClassName={classes.target} side="end">
      {(close) => (
        <>
          <div className={classes.who}>
            <Text size="sm" fw={550}>
              {user.name}
            </Text>
            <Text size="sm" c="dimmed">
              {user.email}
            </Text>
          </div>
          <ColorSchemes />
          <PlaceLink
            to={{ at: 'profile' }}
            onGo={close}
            className={classes.item ?? ''}
            underline="never"
            c="inherit"
          >
            <IconUser size={18} aria-hidden />
            Your profile
          </PlaceLink>
          <UnstyledButton
            className={classes.item}
            onClick={() => {
              close()
              onShortcuts()
            }}
          >
            <IconKeyboard size={18} aria-hidden />
            Keyboard shortcuts
          </UnstyledButton>
          <UnstyledButton className={classes.item} onClick={signOut}>
            <IconLogout size={18} aria-hidden />
            Sign out
          </UnstyledButton>
        </>
      )}
    </DropPanel>
  )
}

function ColorSchemes() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <fieldset className={classes.schemes}>
      <legend>Colours</legend>
      {SCHEMES.map(({ value, label }) => (
        <label key={value} className={classes.item}>
          <input
            type="radio"
            name="color-scheme"
            checked={colorScheme === value}
            onChange={() => setColorScheme(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

function useSignOut() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    try {
      await client.signOut()
    } catch (error) {
      if (!hasEnded(error)) {
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
