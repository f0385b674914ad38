import { readModel } from '../../../store/index.ts'
import type { Attribute } from '../../attribute.ts'

/** How technical somebody is, on a scale from 0 to 3 (methods 5.1). */
export const attribute: Attribute = {
  name: 'skill',
  title: 'Technical skill',
  question: 'How technical are they?',
  values: [
    {
      name: 'core-developer',
      title: 'Core developer',
      phrase: 'decides on the code',
      prior: 0.05,
      said: 'core|maintainer|committer|expert',
    },
    {
      name: 'developer',
      title: 'Developer',
      phrase: 'writes code',
      prior: 0.2,
      said: 'develop|program|engineer|advanced',
    },
    {
      name: 'power-user',
      title: 'Power user',
      phrase: 'runs, sets up and explains it',
      prior: 0.25,
      said: 'power|admin|operator|intermediate',
    },
    {
      name: 'end-user',
      title: 'End user',
      phrase: 'uses it',
      prior: 0.3,
      said: 'end.?user|user|beginner|novice|none|basic',
    },
  ],
  unknown: 0.2,
  answers: ['skill', 'technical_skill', 'skill_level', 'experience_level'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
}
