import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'

export const scheme: Scheme = {
  name: 'organisation-kind',
  title: 'Kind of organisation',
  question: 'For what kind of organisation do people act?',
  subjectKind: 'person',
  segments: [
    { name: 'corporate', title: 'Companies', sentence: 'People who act for a company.' },
    {
      name: 'education',
      title: 'Education and research',
      sentence: 'People who act for a school, a university or a research institute.',
    },
    { name: 'government', title: 'Public bodies', sentence: 'People who act for a public body.' },
    {
      name: 'foundation',
      title: 'Foundations and communities',
      sentence: 'People employed by a foundation or community.',
    },
    {
      name: 'conflicting',
      title: 'Evidence disagrees',
      sentence: 'People for whom organisations of different kinds are equally likely.',
      conflicting: true,
    },
  ],
  memberships: readModel(import.meta.url, './models/memberships.sql'),
}
