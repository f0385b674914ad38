import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inks } from './ink.ts'

const css = readFileSync(new URL('../look.css', import.meta.url), 'utf8')
const tokens: Record<string, string> = {
  paper: '--paper',
  ink: '--ink',
  soft: '--ink-soft',
  faint: '--ink-faint',
  rule: '--rule',
  ruleStrong: '--rule-strong',
  seen: '--seen',
  glimpsed: '--glimpsed-fill',
  quiet: '--quiet-bar',
}

test.each(['light', 'dark'] as const)('charts and pages share their colours: %s', (scheme) => {
  const block = css.split('color-scheme: light;')[scheme === 'light' ? 0 : 1] ?? ''
  const told = Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => [name, block.match(new RegExp(`${token}: (#\\w+);`))?.[1]]),
  )
  expect(told).toEqual(inks[scheme])
})
