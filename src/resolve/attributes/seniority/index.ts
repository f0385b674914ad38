import { readModel } from '../../../store/index.ts'
import type { Attribute } from '../../attribute.ts'

/** How long somebody has been part of the community, and how steadily. */
export const attribute: Attribute = {
  name: 'seniority',
  title: 'Seniority in the community',
  question: 'How long have they been part of the community?',
  values: [
    {
      name: 'veteran',
      title: 'Veteran',
      phrase: 'has been here for years',
      prior: 0.25,
      said: 'veteran|[3-9] ?(\\+|or more) years|more than [3-9] years|[1-9][0-9] years',
    },
    {
      name: 'established',
      title: 'Established',
      phrase: 'comes back',
      prior: 0.25,
      said: 'establish|regular|[12][^0-9]*years?',
    },
    {
      name: 'newcomer',
      title: 'Newcomer',
      phrase: 'came in the last half year',
      prior: 0.25,
      said: 'new|month|less than',
    },
    {
      name: 'passer-by',
      title: 'Passer-by',
      phrase: 'was here once or twice',
      prior: 0.25,
      said: 'once|passer',
    },
  ],
  unknown: 0,
  answers: ['seniority', 'years_in_community', 'time_in_community'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
  params: { new_days: 183, established_months: 3, veteran_months: 36, veteran_active: 12 },
}
