import { readFileSync } from 'node:fs'

/** A name that many people have, as resolve normalises names, and which share of people has it. */
export interface CommonName {
  readonly name: string
  readonly rate: number
}

/** The hand-made list: without it, every name of a small community would look rare. */
export function readCommonNames(): CommonName[] {
  const text = readFileSync(new URL('./common-names.tsv', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [perThousand = '', names = ''] = line.split('\t')
      return names.split(' ').map((name) => ({ name, rate: Number(perThousand) / 1000 }))
    })
}
