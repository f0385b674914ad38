import { readModel } from '../../../store/index.ts'
import type { Attribute } from '../../attribute.ts'

/** Which languages somebody speaks: as they say, or translate into. */
export const attribute: Attribute = {
  name: 'language',
  title: 'Languages',
  question: 'Which languages do they speak?',
  values: [],
  unknown: 0.9,
  answers: ['language', 'languages', 'native_language', 'preferred_language', 'locale'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
}
