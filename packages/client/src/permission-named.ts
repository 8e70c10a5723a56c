import { Permission, type PermissionText } from '@keyward/contract'

/** A permission that a program wrote down. @throws TypeError if it is none */
export function permissionNamed(text: PermissionText): Permission {
  const parsed = Permission.safeParse(text)
  if (parsed.success) return parsed.data
  throw new TypeError(`not a permission: ${JSON.stringify(text)}: expected <api>/<resource>:<action>`)
}
