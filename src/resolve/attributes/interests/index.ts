import { readModel } from '../../../store/index.ts'
import type { Attribute } from '../../attribute.ts'

/** What somebody asks about and works on. */
export const attribute: Attribute = {
  name: 'interests',
  title: 'Interests',
  question: 'What do they ask about and work on?',
  values: [],
  unknown: 0.9,
  answers: ['interests', 'interest', 'topics', 'areas_of_interest'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
}
