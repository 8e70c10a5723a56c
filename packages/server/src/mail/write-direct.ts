import type { Letter, TokenNotice } from '@keyward/core'
import type { Content } from './content.ts'
import { moment } from './moments.ts'
import { nameIn } from './plain.ts'
import { actorIn, SECURITY, SWITCHED_OFF } from './wording.ts'

type DirectItem = Exclude<Letter['items'][number], TokenNotice>

/** Says what one person is told by name: an invitation, a link, something about their sign-in, a test. */
export function writeDirect(letter: Letter, item: DirectItem, site: string): Content {
  const { organization, fragment } = letter
  const place = nameIn(organization.name)
  const { timeZone } = organization.settings
  const bare = { facts: [], list: [], action: null, advice: null }
  const footer = { sentence: `Sent by Keyward at ${site}.`, link: null }
  const linkTo = (path: string) => `${site}${path}${fragment ? `#${fragment.reveal()}` : ''}`
  switch (item.kind) {
    case 'member.invited':
      return {
        ...bare,
        subject: `${organization.name} invites you to Keyward`,
        heading: `${place} invites you`,
        sentences: [
          `${actorIn(item.by)} invites you to join ${place} as ${nameIn(item.role)}.`,
          `The link works once, until ${moment(item.link.until, timeZone)}.`,
        ],
        action: { label: 'Accept the invitation', url: linkTo(item.link.path) },
        advice: 'If you do not know why you got this, do nothing.',
        footer,
      }
    case 'password.reset':
      return {
        ...bare,
        subject: 'Choose a new password',
        heading: 'Choose a new password',
        sentences: [
          `Somebody asked for a new password for your account at ${site}.`,
          `The link works once, until ${moment(item.link.until, timeZone)}.`,
        ],
        action: { label: 'Choose a new password', url: linkTo(item.link.path) },
        advice: 'If it was not you, do nothing: your password stays as it is.',
        footer,
      }
    case 'security': {
      const { title, sentence } = SECURITY[item.event]
      return {
        ...bare,
        subject: title,
        heading: title,
        sentences: [sentence],
        facts: [
          { label: 'When', value: moment(item.at, timeZone) },
          ...(item.address === null ? [] : [{ label: 'Address', value: item.address }]),
          ...(item.agent === null ? [] : [{ label: 'Browser', value: nameIn(item.agent).slice(0, 200) }]),
        ],
        action: { label: 'Look at your sessions', url: `${site}/profile` },
        advice: 'If it was not you, change your password and sign out everywhere at once.',
        footer: { sentence: 'Mails about your sign-in cannot be switched off.', link: null },
      }
    }
    case 'webhook.disabled':
      return {
        ...bare,
        subject: `A webhook was switched off: ${item.name} (${organization.name})`,
        heading: 'A webhook was switched off',
        sentences: [
          `Keyward posts nothing more to the webhook “${nameIn(item.name)}”: ${SWITCHED_OFF[item.why]}.`,
          'What happens to tokens until you switch it on again is not posted later.',
        ],
        facts: [
          { label: 'Webhook', value: nameIn(item.name) },
          { label: 'Host', value: item.host, code: true },
          { label: 'When', value: moment(item.at, timeZone) },
        ],
        action: { label: 'Look at the webhook', url: `${site}/o/${organization.id}/settings/webhooks` },
        footer: {
          sentence: `You get this because you look after the webhooks of ${place}.`,
          link: null,
        },
      }
    case 'test':
      return {
        ...bare,
        subject: `Test mail from Keyward (${organization.name})`,
        heading: 'Mail works',
        sentences: [`This is the test mail that you asked for in ${place}. There is nothing to do.`],
        facts: [{ label: 'When', value: moment(item.at, timeZone) }],
        footer,
      }
  }
}
