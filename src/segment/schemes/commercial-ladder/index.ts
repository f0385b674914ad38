import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'

export const scheme: Scheme = {
  name: 'commercial-ladder',
  title: 'Commercial ladder',
  question: 'What business is there with each organisation?',
  subjectKind: 'organisation',
  segments: [
    { name: 'B0', title: 'No business', sentence: 'Organisations with which no source tells of business.' },
    {
      name: 'B1',
      title: 'Signs of interest',
      sentence: 'Organisations whose people looked at prices, tried or asked support in the last year.',
    },
    {
      name: 'B2',
      title: 'Qualified',
      sentence: 'Organisations to which something is being sold, by the CRM.',
    },
    { name: 'B3', title: 'Customers', sentence: 'Organisations with a contract, or customers by the CRM.' },
    { name: 'B4', title: 'Partners', sentence: 'Organisations that are partners by the CRM.' },
    {
      name: 'Bx',
      title: 'Lost',
      sentence: 'Organisations whose contract ended, or to which nothing could be sold.',
    },
    {
      name: 'conflicting',
      title: 'Sources disagree',
      sentence: 'Organisations that are customers or partners in one record and lost in another.',
      conflicting: true,
    },
  ],
  memberships: readModel(import.meta.url, './models/memberships.sql'),
}
