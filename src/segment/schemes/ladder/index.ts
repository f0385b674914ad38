import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)

export const scheme: Scheme = {
  name: 'ladder',
  title: 'Participation ladder',
  question: 'How far has each person come, from being glimpsed to being part of the core?',
  subjectKind: 'person',
  segments: [
    {
      name: 'P0',
      title: 'Anonymous',
      sentence: 'Visitors who left a trace nobody can link to a person; counted, never listed.',
    },
    {
      name: 'P1',
      title: 'Known',
      sentence: 'People we can name who took no part and contributed nothing in the last year.',
    },
    {
      name: 'P2',
      title: 'Participants',
      sentence: 'People who took part in the last year: asked, answered, attended.',
    },
    {
      name: 'P3',
      title: 'Contributors',
      sentence: 'People with at least one accepted contribution in the last year.',
    },
    {
      name: 'P4',
      title: 'Regulars',
      sentence: 'People who contributed in at least three of the last six months.',
    },
    {
      name: 'P5',
      title: 'Core',
      sentence: 'Regulars among the fewest people who make 80 % of a year’s contributions.',
    },
  ],
  memberships: model('memberships'),
  anonymous: model('anonymous'),
}
