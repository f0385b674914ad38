import { type Columns, defineColumns, nameColumns, type TableShape } from '../../table/index.ts'
import type { SurveyConfig } from './config.ts'

const synonyms = {
  respondent: ['Respondent ID', 'Response ID', 'Network ID', 'id'],
  submitted: [
    'Date Submitted',
    'Submit Date (UTC)',
    'submitdate',
    'End Date',
    'Timestamp',
    'Submitted at',
    'Horodateur',
    'Zeitstempel',
  ],
  started: ['Time Started', 'Start Date', 'Start Date (UTC)'],
  email: [
    'Email Address',
    'Email',
    'E-Mail',
    'What is your email address?',
    'Your email address',
    'Username',
  ],
  name: ['Full Name', 'Name', 'What is your name?', 'Your name'],
  firstName: ['First Name'],
  lastName: ['Last Name'],
  status: ['Status'],
  role: ['Role', 'Your role', 'What is your role?', 'Job title', 'What is your job title?'],
  country: ['Country', 'Which country do you live in?', 'In which country do you live?', 'Your country'],
  company: ['Company', 'Organization', 'Organisation', 'Employer', 'What company do you work for?'],
}
type Key = keyof typeof synonyms

/** What plainly asks for an attribute, without being declared. */
export const plainAttributes = ['role', 'country', 'company'] as const

const known = new WeakMap<SurveyConfig, Columns<Key>>()

/** The columns of a survey, declared ones before those that are recognised. */
export function columnsOf(config: SurveyConfig): Columns<Key> {
  const found = known.get(config)
  if (found !== undefined) return found
  const declared = (column: string, names: readonly string[]): readonly string[] =>
    column === '' ? names : [column]
  const made = defineColumns({
    ...synonyms,
    submitted: declared(config.timeColumn, synonyms.submitted),
    email: declared(config.emailColumn, synonyms.email),
    name: declared(config.nameColumn, synonyms.name),
  })
  known.set(config, made)
  return made
}

const forms = [
  // LimeSurvey
  ['submitdate', 'lastpage', 'startlanguage'],
  ['responseid', 'datesubmitted', 'lastpage', 'startlanguage'],
  // SurveyMonkey
  ['respondentid', 'collectorid'],
  // Typeform
  ['startdateutc', 'submitdateutc', 'networkid'],
  // Alchemer
  ['timestarted', 'datesubmitted', 'status'],
]

const stamps = /^(timestamp|horodateur|zeitstempel)$/
const fewestColumns = 5

/** Forms of Google begin with a time and ask; others number those who answered, and have many questions. */
function asks(names: ReadonlySet<string>, cells: readonly string[]): boolean {
  const [first = ''] = names
  const questions = cells.filter((cell) => /\?\s*(\(.*\))?\s*$|^\d+[a-z]?\d?\. /.test(cell)).length
  if (stamps.test(first)) return questions > 0
  return first === 'respondentid' && names.size >= fewestColumns && questions >= 2
}

const isKnownForm: TableShape['isHeader'] = (names, cells) =>
  forms.some((form) => form.every((name) => names.has(name))) || asks(names, cells)

const what = 'answers to a survey as Google Forms, LimeSurvey, SurveyMonkey, Typeform or Alchemer export them'
export const knownShape: TableShape = { what, dates: [], isHeader: isKnownForm }

/** What is declared makes a header too, so that any survey can be read. */
export function shapeOf(config: SurveyConfig): TableShape {
  const columns = columnsOf(config)
  const exact = config.questions.map(({ column }) => column).filter((column) => !column.endsWith('*'))
  const declared = nameColumns([...exact, config.timeColumn, config.emailColumn].filter(Boolean))
  return {
    what: declared.size === 0 ? what : 'a survey with the questions that are declared',
    dates: columns.namesOf('submitted', 'started'),
    isHeader: (names, cells) =>
      isKnownForm(names, cells) || (declared.size > 0 && [...declared].every((name) => names.has(name))),
  }
}
