import type { InputOf, Settings } from '@keyward/contract'
import { normalizeName } from '../names.ts'

/** The settings as the form holds them. */
export type SettingsDraft = { name: string; contact: string; timeZone: string; seats: string }

export const draftOfSettings = ({ name, contact, timeZone, seatsPerMember }: Settings): SettingsDraft => ({
  name,
  contact: contact ?? '',
  timeZone,
  seats: String(seatsPerMember),
})

const isCount = (text: string): boolean => /^\d{1,4}$/.test(text) && Number(text) <= 1000

/** What cannot be sent as it stands. */
export const openSettings = (draft: SettingsDraft): Partial<Record<'seatsPerMember', string>> =>
  isCount(draft.seats.trim()) ? {} : { seatsPerMember: 'Give a whole number from 0 to 1000.' }

/** Only what differs from the settings as they stand. */
export function toSettingsChange(draft: SettingsDraft, standing: Settings): InputOf<'updateSettings'> {
  const contact = draft.contact.trim() || null
  const seats = draft.seats.trim()
  return {
    ...(normalizeName(draft.name) !== standing.name && { name: draft.name }),
    ...(contact !== standing.contact && { contact }),
    ...(draft.timeZone !== standing.timeZone && { timeZone: draft.timeZone }),
    ...(seats !== String(standing.seatsPerMember) && { seatsPerMember: Number(seats) }),
  }
}
