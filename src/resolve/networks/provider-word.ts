import { readFileSync } from 'node:fs'

/** Networks whose addresses are those of customers. */
export const providerClasses = ['isp', 'hosting', 'vpn'] as const
export type ProviderClass = (typeof providerClasses)[number]

export const isProviderClass = (text: string): text is ProviderClass =>
  (providerClasses as readonly string[]).includes(text)

export interface ProviderWord {
  readonly word: string
  readonly class: ProviderClass
}

/** The word in a network's name that tells a provider; undefined when none does. */
export function findProviderWord(name: string): ProviderWord | undefined {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const padded = ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
  return readWords().find(({ word }) =>
    word.endsWith('*') ? padded.includes(` ${word.slice(0, -1)}`) : padded.includes(` ${word} `),
  )
}

let words: readonly ProviderWord[] | undefined

function readWords(): readonly ProviderWord[] {
  words ??= readFileSync(new URL('./tables/provider-words.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [word = '', name = ''] = line.split('\t')
      if (!isProviderClass(name)) throw new Error(`provider-words.tsv: “${line}” says no class`)
      return { word, class: name }
    })
  return words
}
