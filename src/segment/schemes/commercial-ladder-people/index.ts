import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'

export const scheme: Scheme = {
  name: 'commercial-ladder-people',
  title: 'Commercial ladder of people',
  question: 'What business has each person had with us, by what they did themselves?',
  subjectKind: 'person',
  segments: [
    { name: 'B0', title: 'No business', sentence: 'People of whom no source tells of business.' },
    {
      name: 'B1',
      title: 'Signs of interest',
      sentence: 'People who looked at prices, tried, sponsored or asked support in the last year.',
    },
    { name: 'B2', title: 'Contacts', sentence: 'People who are contacts in the CRM.' },
    { name: 'B3', title: 'Customers', sentence: 'People with a contract of their own.' },
    { name: 'Bx', title: 'Lost', sentence: 'People whose own contract ended.' },
  ],
  memberships: readModel(import.meta.url, './models/memberships.sql'),
}
