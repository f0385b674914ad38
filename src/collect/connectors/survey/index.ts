import type { AliasDraft, RecordOutcome, StreamConnector } from '../../connector.ts'
import {
  isTable,
  nameAct,
  nameTable,
  parseAddress,
  parseMoment,
  quarantineRow,
  readMoments,
  readTable,
  type TableRow,
  toTableOutcome,
} from '../../table/index.ts'
import { readAttributes } from './attribute.ts'
import { columnsOf, knownShape, shapeOf } from './column.ts'
import { type SurveyConfig, surveyConfig } from './config.ts'

/** What people say of themselves. */
export const connector: StreamConnector<SurveyConfig> = {
  form: 'stream',
  name: 'survey',
  title: 'Survey',
  reads:
    'answers as Google Forms, LimeSurvey, SurveyMonkey, Typeform or Alchemer export them, or any CSV whose questions are declared',
  config: surveyConfig,
  emits: ['survey.answer'],
  platform: 'survey',
  recognise: async (facts) =>
    (await isTable(facts, knownShape)) ? surveyConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: (config, since, io) => readTable(config, shapeOf(config), since, io),
  toOutcome: (record, config) => toTableOutcome(record, (row) => toOutcome(row, config)),
}

function toOutcome(row: TableRow, config: SurveyConfig): RecordOutcome {
  const columns = columnsOf(config)
  const respondent = columns.read(row, 'respondent')
  if (columns.has(row, 'respondent') && respondent === '')
    return { kind: 'ignored', reason: 'numbers nobody: a second line of the header' }
  if (/^(disqualified|deleted)$/i.test(columns.read(row, 'status')))
    return { kind: 'ignored', reason: 'disqualified or deleted' }
  const { at, fault } = readMoments(row, columns, ['submitted', 'started'], config)
  if (fault !== undefined) return quarantineRow(toBareRow(row), fault)
  const answeredAt = at.submitted ?? readDeclared(config) ?? at.started
  if (answeredAt === undefined && columns.has(row, 'submitted'))
    return { kind: 'ignored', reason: 'not submitted' }
  if (answeredAt === undefined)
    return quarantineRow(toBareRow(row), 'it does not tell when they answered; set answeredAt')
  const actor = readActor(row, config)
  if (actor === 'unreadable') return quarantineRow(toBareRow(row), 'it has no address that can be read')
  const survey = config.survey || nameTable({ path: row.context.file })
  return {
    kind: 'events',
    events: [
      {
        sourceEventId: nameAct('answer', survey, ...(respondent === '' ? row.cells : [respondent])),
        type: 'survey.answer',
        occurredAt: answeredAt,
        ...(actor === undefined ? {} : { actor }),
        object: { kind: 'survey', id: survey },
        visibility: actor === undefined ? 'anonymous' : 'private',
        lawfulBasis: 'consent',
        attrs: readAttributes(row, config),
        quantities: { answers: row.cells.filter((cell) => cell !== '').length },
      },
    ],
  }
}

/** Whoever gave no name and no address stays nobody. */
function readActor(row: TableRow, config: SurveyConfig): AliasDraft | 'unreadable' | undefined {
  const columns = columnsOf(config)
  const cell = columns.read(row, 'email')
  const email = parseAddress(cell)
  if (cell !== '' && email === undefined) return 'unreadable'
  const own = [columns.read(row, 'firstName'), columns.read(row, 'lastName')].filter(Boolean).join(' ')
  const name = own || columns.read(row, 'name')
  if (email === undefined && name === '') return undefined
  return { ...(name === '' ? {} : { name }), ...(email === undefined ? {} : { email }) }
}

function readDeclared(config: SurveyConfig): number | undefined {
  const moment = parseMoment(config.answeredAt, { order: 'unclear', timeZone: config.timeZone })
  return 'at' in moment ? moment.at : undefined
}

const bareCells = 12

/** The first columns of a row: the rest are answers, which are no business of the quarantine. */
const toBareRow = (row: TableRow): TableRow => ({ ...row, names: row.names.slice(0, bareCells) })
