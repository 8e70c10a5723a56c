import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Petrol: our own accent, dark enough for white text from the seventh shade on. */
const petrol: MantineColorsTuple = [
  '#edf8fa',
  '#d9eef2',
  '#b0dde5',
  '#84cbd7',
  '#5fbbca',
  '#45aebe',
  '#2b95a6',
  '#16707f',
  '#0f5a67',
  '#0a434d',
]

/** Warm-free greys for the dark scheme; the page is 7, raised surfaces 6. */
const dark: MantineColorsTuple = [
  '#dfe4e6',
  '#b9c2c6',
  '#919da3',
  '#6a767c',
  '#465157',
  '#343d42',
  '#252c30',
  '#181d20',
  '#121618',
  '#0c0f10',
]

/** For what cannot be taken back, or hits others: dark enough for white text. */
const danger: MantineColorsTuple = [
  '#fdf0f0',
  '#fadcdc',
  '#f4b9b9',
  '#f09a9a',
  '#ff9a9a',
  '#e05c5c',
  '#cc3d3d',
  '#b42323',
  '#961c1c',
  '#731616',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol, danger, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    PasswordInput: {
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show the password', tabIndex: 0 } },
    },
  },
})

/** Mantine's greys that miss WCAG's contrast, put right in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a666c',
    '--mantine-color-placeholder': '#69757b',
    '--mantine-color-error': '#c01f1f',
    '--kw-line': '#e2e7e9',
    '--kw-sunken': '#f6f8f9',
    '--kw-raised': '#ffffff',
  },
  dark: {
    '--mantine-color-dimmed': '#a5b0b5',
    '--mantine-color-placeholder': '#919da3',
    '--mantine-color-error': '#ff8f8f',
    '--kw-line': '#30383d',
    '--kw-sunken': '#121618',
    '--kw-raised': '#1e2427',
  },
})
