import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)

export const scheme: Scheme = {
  name: 'activity-rfm',
  title: 'Recency, frequency, value',
  question: 'Who is active now, who is new, and who is slipping away?',
  subjectKind: 'person',
  segments: [
    {
      name: 'core',
      title: 'Core and current',
      sentence: 'Active lately, more often and with more weight than most.',
    },
    { name: 'steady', title: 'Steady', sentence: 'Active lately and on many days of the last year.' },
    { name: 'new', title: 'New', sentence: 'First active within the last 90 days.' },
    { name: 'occasional', title: 'Occasional', sentence: 'Active lately, on few days of the last year.' },
    {
      name: 'fading',
      title: 'Fading',
      sentence: 'Active on many days of the last year, and longer ago than most.',
    },
    {
      name: 'drifting',
      title: 'Drifting off',
      sentence: 'Active on few days of the last year, and longer ago than most.',
    },
    { name: 'dormant', title: 'Dormant', sentence: 'Once active, not in the last 365 days.' },
    {
      name: 'onlooker',
      title: 'Onlookers',
      sentence: 'Seen by name, but never took part or contributed so far.',
    },
  ],
  population: model('population'),
  memberships: model('memberships'),
}
