import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Deep teal: what can be seen and named. Shade 7 is the sign's colour and carries white text (5.6 : 1). */
const tide: MantineColorsTuple = [
  '#eaf6f8',
  '#d3eaef',
  '#a9d5de',
  '#7bbecb',
  '#52a8b9',
  '#3697aa',
  '#1f8599',
  '#0b7285',
  '#0a6273',
  '#084f5d',
]

/** Slate: structure. */
const slate: MantineColorsTuple = [
  '#f7f9fa',
  '#eff3f5',
  '#e2e8ec',
  '#d1d9df',
  '#b1bcc5',
  '#85929e',
  '#5d6b77',
  '#44525d',
  '#303c46',
  '#1e2932',
]

const night: MantineColorsTuple = [
  '#dfe6eb',
  '#b4c0c9',
  '#93a1ac',
  '#6f7e8a',
  '#3c4954',
  '#2a353f',
  '#1c252d',
  '#131a20',
  '#0e1419',
  '#090d11',
]

/** Amber: the glimpsed and what deserves attention. */
const amber: MantineColorsTuple = [
  '#fff7e6',
  '#fdebc8',
  '#f9d694',
  '#f3bf5f',
  '#e8a33d',
  '#cf8721',
  '#b06f12',
  '#8f580b',
  '#704509',
  '#553507',
]

export const theme = createTheme({
  colors: { tide, gray: slate, dark: night, amber },
  primaryColor: 'tide',
  // One shade by day and night: a filled key carries white text, and Mantine chooses that text once for both.
  primaryShade: 7,
  black: '#1e2932',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 4,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: true } } },
  },
})
