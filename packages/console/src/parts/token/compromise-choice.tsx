import { Radio, Stack } from '@mantine/core'

export type Exposure = 'no' | 'yes'

/** Asks what decides whether a revocation can be taken back. */
export function CompromiseChoice({
  value,
  onChange,
  several = false,
}: {
  value: Exposure
  onChange: (value: Exposure) => void
  several?: boolean
}) {
  const it = several ? 'They' : 'It'
  return (
    <Radio.Group
      label={several ? 'Could someone else have these tokens?' : 'Could someone else have this token?'}
      value={value}
      onChange={(chosen) => onChange(chosen === 'yes' ? 'yes' : 'no')}
    >
      <Stack gap="xs" mt={6}>
        <Radio
          value="no"
          label="No"
          description={`${it} can be re-approved as long as the expiry date is ahead.`}
        />
        <Radio value="yes" label="Yes" description="The revocation is final: generate a new token instead." />
      </Stack>
    </Radio.Group>
  )
}

export const reasonOf = (exposure: Exposure) => (exposure === 'yes' ? 'compromised' : 'not_needed')
