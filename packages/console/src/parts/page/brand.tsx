import classes from './brand.module.css'

/** The mark: a shield with a keyhole. */
export function Brand({ large = false }: { large?: boolean }) {
  const size = large ? 36 : 26
  return (
    <span className={classes.brand} data-large={large || undefined}>
      <img src="/favicon.svg" width={size} height={size} alt="" />
      Keyward
    </span>
  )
}
