import { readModel } from '../../../store/index.ts'
import type { Attribute } from '../../attribute.ts'

/** What somebody uses, with versions where sources tell them. */
export const attribute: Attribute = {
  name: 'tools',
  title: 'Tools and versions',
  question: 'What do they use?',
  values: [],
  unknown: 0.9,
  answers: ['tools', 'tool', 'version', 'versions', 'operating_system', 'platform', 'editor'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
}
