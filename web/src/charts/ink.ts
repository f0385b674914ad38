/** The colours of charts, for paper and for the night; the same as the tokens in look.css (a test holds them together). */
export interface Ink {
  paper: string
  ink: string
  soft: string
  faint: string
  rule: string
  ruleStrong: string
  seen: string
  glimpsed: string
  quiet: string
}

export const inks: Record<'light' | 'dark', Ink> = {
  light: {
    paper: '#ffffff',
    ink: '#1e2932',
    soft: '#44525d',
    faint: '#5d6b77',
    rule: '#e2e8ec',
    ruleStrong: '#b1bcc5',
    seen: '#0b7285',
    glimpsed: '#e8a33d',
    quiet: '#85929e',
  },
  dark: {
    paper: '#131a20',
    ink: '#dfe6eb',
    soft: '#b4c0c9',
    faint: '#93a1ac',
    rule: '#2a353f',
    ruleStrong: '#4a5863',
    seen: '#41a7bb',
    glimpsed: '#d99a3a',
    quiet: '#6f7e8a',
  },
}

/** Solid: people who can be named. */
export const solid = (colour: string) => ({ color: colour })

/** Hatched: cohorts without names. */
export const hatched = (colour: string) => ({
  color: 'transparent',
  borderColor: colour,
  borderWidth: 1,
  decal: {
    symbol: 'rect',
    color: colour,
    dashArrayX: [1, 0],
    dashArrayY: [2, 4],
    rotation: -Math.PI / 4,
  },
})
