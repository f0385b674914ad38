import { schemes } from '../registry.gen.ts'

/** A rung of the participation ladder, for labels and sentences. */
export interface Rung {
  readonly state: string
  readonly title: string
  readonly sentence: string
}

/** P0 to P5 from the bottom up, as the ladder's scheme describes them. */
export const rungs: readonly Rung[] = schemes
  .filter((scheme) => scheme.name === 'ladder')
  .flatMap((scheme) => scheme.segments)
  .map(({ name, title, sentence }) => ({ state: name, title, sentence }))
