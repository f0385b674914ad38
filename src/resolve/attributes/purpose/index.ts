import { readModel } from '../../../store/index.ts'
import type { Attribute } from '../../attribute.ts'

/** For work or for oneself, from the hours in which people write (methods 5.2). */
export const attribute: Attribute = {
  name: 'purpose',
  title: 'Purpose',
  question: 'Do they take part for work or for themselves?',
  values: [
    {
      name: 'business',
      title: 'Business',
      phrase: 'takes part for work',
      prior: 0.5,
      said: 'business|work|job|employ|commercial|professional|compan',
    },
    {
      name: 'hobby',
      title: 'Hobby',
      phrase: 'takes part for themselves',
      prior: 0.5,
      said: 'hobb|fun|leisure|personal|private|spare|volunt|stud|learn',
    },
  ],
  unknown: 0,
  answers: ['purpose', 'motivation', 'why_do_you_contribute', 'use_case'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
  params: {
    fewest_acts: 20,
    fewest_weeks: 5,
    /** Ends of addresses in countries whose weekend is Friday and Saturday. */
    friday_saturday: 'bd bh dz eg il iq jo kw ly mv om qa sa sd sy ye'.split(' '),
    /** Where winter time is UTC, so that an offset of nought may be local. */
    utc_endings: ['uk', 'is', 'pt'],
  },
}
