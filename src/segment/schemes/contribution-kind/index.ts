import { readModel } from '../../../store/index.ts'
import type { Scheme } from '../../scheme.ts'

export const scheme: Scheme = {
  name: 'contribution-kind',
  title: 'Kind of contribution',
  question: 'What do contributors mainly do: code, translate, write, test, build, report, review?',
  subjectKind: 'person',
  segments: [
    { name: 'coder', title: 'Coders', sentence: 'At least 60 % of their work of a year is program source.' },
    {
      name: 'translator',
      title: 'Translators',
      sentence: 'At least 60 % of their work of a year is translation.',
    },
    { name: 'writer', title: 'Writers', sentence: 'At least 60 % of their work of a year is documentation.' },
    {
      name: 'tester',
      title: 'Testers',
      sentence: 'At least 60 % of their work of a year is writing tests or testing changes.',
    },
    {
      name: 'builder',
      title: 'Builders',
      sentence: 'At least 60 % of their work of a year is building, packaging or releasing.',
    },
    {
      name: 'reporter',
      title: 'Reporters',
      sentence: 'At least 60 % of their work of a year is reporting problems that were then mended.',
    },
    {
      name: 'reviewer',
      title: 'Reviewers',
      sentence: 'At least 60 % of their work of a year is reviewing and committing changes of others.',
    },
    {
      name: 'mixed',
      title: 'All-rounders',
      sentence: 'Contribute, and no kind of work reaches 60 % of a year’s.',
    },
  ],
  memberships: readModel(import.meta.url, './models/memberships.sql'),
}
