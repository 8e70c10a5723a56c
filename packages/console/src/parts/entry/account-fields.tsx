import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core'

type Field<P> = Omit<P, 'value' | 'onChange'> & { value: string; onChange: (value: string) => void }

/** The name that others will read. */
export function NameField({ onChange, ...rest }: Field<TextInputProps>) {
  return (
    <TextInput
      label="Your name"
      autoComplete="name"
      {...rest}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The address with which a person signs in. */
export function EmailField({ onChange, ...rest }: Field<TextInputProps>) {
  return (
    <TextInput
      type="email"
      label="E-mail"
      autoComplete="username"
      {...rest}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The password that a person has. */
export function PasswordField({ onChange, ...rest }: Field<PasswordInputProps>) {
  return (
    <PasswordInput
      label="Password"
      autoComplete="current-password"
      {...rest}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** One that they choose now. */
export function NewPasswordField(props: Field<PasswordInputProps>) {
  return (
    <PasswordField
      description="At least 15 characters: a few unrelated words do"
      autoComplete="new-password"
      {...props}
    />
  )
}
