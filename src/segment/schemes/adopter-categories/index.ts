import { z } from 'zod'
import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'
import { fitAdoption } from './fit-adoption.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)

/** Acts that show somebody has the software (methods 2.4). */
const adopting = [
  'software.download',
  'package.pull',
  'image.pull',
  'telemetry.ping',
  'product.use',
  'issue.open',
]

export const scheme: Scheme = {
  name: 'adopter-categories',
  title: 'Adopters',
  question: 'Who took up the software before most others will, with them, or after?',
  subjectKind: 'person',
  segments: [
    {
      name: 'innovators',
      title: 'Innovators',
      sentence: 'The first 2.5 % of all who will ever adopt, by the fitted curve.',
    },
    { name: 'early-adopters', title: 'Early adopters', sentence: 'Those after them, up to 16 %.' },
    { name: 'early-majority', title: 'Early majority', sentence: 'Those after them, up to half.' },
    { name: 'late-majority', title: 'Late majority', sentence: 'Those after them, up to 84 %.' },
    { name: 'laggards', title: 'Laggards', sentence: 'The last 16 %.' },
  ],
  async prepare(store, asOf, signal) {
    const told = await store.read({
      text: model('adoptions'),
      params: { as_of: asOf, adopting },
      row: z.object({ quarter: z.string(), adopters: z.coerce.number() }),
    })
    const fits = await fitAdoption(told, asOf, signal)
    await store.write('TRUNCATE TABLE adoption_fits')
    const lines = fits.map((fit) => JSON.stringify(fit)).join('\n')
    if (fits.length > 0) await store.append('adoption_fits', [Buffer.from(lines)], 'JSONEachRow')
  },
  memberships: model('memberships'),
}
