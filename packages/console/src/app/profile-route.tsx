import { useRouter } from '@tanstack/react-router'
import { ProfileScreen } from '../screens/profile/profile-screen.tsx'

export function ProfileRoute() {
  const router = useRouter()
  return <ProfileScreen onRenamed={() => router.invalidate()} />
}
