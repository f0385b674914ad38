import { readFileSync } from 'node:fs'

/**
 * BIMAN's rule on names (Dey et al., MSR 2020), for the author up to the first "@", any case:
 * `([\W0-9_]bot$|^bot[\W0-9_]|[\W0-9_]bot[\W0-9_])`. The engine's `\W` knows only ASCII; a letter with an accent is a letter,
 * so the class is spelt out: "Lébot" is a person.
 */
export const botPattern = (() => {
  const noLetter = '[^\\p{L}\\p{M}]'
  return `(?is)(${noLetter}bot$|^bot${noLetter}|${noLetter}bot${noLetter})`
})()

/** The maintained lists: what is named exactly so is a bot, or a coding agent, with what it is. */
export function readMachines(list: 'bots' | 'agents'): {
  readonly names: readonly Listed[]
  readonly addresses: readonly Listed[]
} {
  const text = readFileSync(new URL(`./${list}.tsv`, import.meta.url), 'utf8')
  const listed = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Listed => {
      const [name = '', reason = ''] = line.split('\t')
      return { name, reason }
    })
  return {
    names: listed.filter(({ name }) => !name.includes('@')),
    addresses: listed.filter(({ name }) => name.includes('@')),
  }
}

interface Listed {
  readonly name: string
  readonly reason: string
}
