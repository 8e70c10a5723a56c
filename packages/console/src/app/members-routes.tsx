import { getRouteApi } from '@tanstack/react-router'
import { MemberScreen } from '../screens/members/member-screen.tsx'
import { MembersScreen } from '../screens/members/members-screen.tsx'

const list = getRouteApi('/o/$organization/settings/members')
const one = getRouteApi('/o/$organization/settings/members/$memberId')

export function MembersRoute() {
  return <MembersScreen key={list.useParams().organization} />
}

export function MemberRoute() {
  const { memberId } = one.useParams()
  return <MemberScreen key={memberId} memberId={memberId} />
}
