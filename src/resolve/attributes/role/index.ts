import { readModel } from '../../../store/index.ts'
import type { Attribute, AttributeValue } from '../../attribute.ts'

const role = (name: string, title: string, phrase: string, prior: number, said: string): AttributeValue => ({
  name,
  title,
  phrase,
  prior,
  said,
})

/** What somebody does: as their title says, else as what they do here says (methods 5.3). Titles are looked through in this order. */
export const attribute: Attribute = {
  name: 'role',
  title: 'Role',
  question: 'What do they do?',
  values: [
    role(
      'executive',
      'Executive',
      'leads a company or a part of it',
      0.02,
      '\\b(c[efimots]o|cto|chief|founder|president|vp|owner|gesch(ä|ae)ftsf|executive|director general)',
    ),
    role(
      'student',
      'Student',
      'studies',
      0.05,
      '\\b(student|undergrad|phd candidate|doctoral|apprentice|intern|pupil|trainee)',
    ),
    role(
      'researcher',
      'Researcher',
      'does research or teaches',
      0.04,
      'research|scientist|professor|lecturer|academ|postdoc|teacher|wissenschaft',
    ),
    role('translator', 'Translator', 'translates', 0.02, 'translat|locali[sz]|übersetz'),
    role(
      'writer',
      'Writer',
      'writes documentation',
      0.02,
      'technical writer|documentation|\\bwriter|author\\b|editor\\b|redakt',
    ),
    role('support', 'Support', 'helps others', 0.03, 'support|help ?desk|customer success|service desk'),
    role(
      'marketing',
      'Marketing',
      'tells others',
      0.02,
      'marketing|devrel|developer relations|advocate|evangelist|communit|communications|sales',
    ),
    role('architect', 'Architect', 'designs systems', 0.03, 'architect|principal engineer'),
    role(
      'product',
      'Product',
      'decides what is built',
      0.02,
      'product (manager|owner|lead|design)|\\bproduct\\b|\\bux\\b|designer',
    ),
    role(
      'ops',
      'Operations',
      'runs systems',
      0.08,
      '\\b(sre|dev ?ops|sys ?admin)|operations|system[s ]*admin|administrator|infrastructure|platform engineer|network|\\bit\\b|reliability|release engineer',
    ),
    role(
      'developer',
      'Developer',
      'writes software',
      0.2,
      'develop|entwickl|program|engineer|coder|software|hacker|\\bswe\\b',
    ),
    role(
      'manager',
      'Manager',
      'leads a team or a project',
      0.04,
      'manag|lead\\b|head of|director|coordinat|scrum',
    ),
    role('end-user', 'End user', 'uses it', 0.13, 'user|hobby|retired|consumer'),
  ],
  unknown: 0.3,
  answers: ['role', 'your_role', 'job_title', 'jobtitle', 'position', 'occupation', 'job', 'function'],
  evidence: readModel(import.meta.url, './models/evidence.sql'),
}
