import { z } from 'zod'
import type { AliasDraft } from '../../connector.ts'
import { parseAddress, readMoment, readMoments, type TableRow } from '../../table/index.ts'
import { columns } from './column.ts'
import type { SupportConfig } from './config.ts'

export interface Answer {
  readonly actor: AliasDraft
  readonly at: number
}

export interface Answers {
  readonly answers: readonly Answer[]
  /** Whether some could not be dated. */
  readonly isCut: boolean
}

/** Somebody named in columns for name, address and id; undefined if none is filled. */
export function readPerson(
  row: TableRow,
  [nameKey, emailKey, idKey]: readonly [
    'requester' | 'assignee',
    'requesterEmail' | 'assigneeEmail',
    'requesterId' | 'assigneeId',
  ],
): AliasDraft | undefined {
  const name = columns.read(row, nameKey)
  const email = parseAddress(columns.read(row, emailKey)) ?? parseAddress(name)
  const accountId = columns.read(row, idKey)
  if (name === '' && email === undefined && accountId === '') return undefined
  return {
    ...(name === '' || name === email ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(accountId === '' ? {} : { accountId }),
  }
}

const requester = ['requester', 'requesterEmail', 'requesterId'] as const
const assignee = ['assignee', 'assigneeEmail', 'assigneeId'] as const

export const readRequester = (row: TableRow): AliasDraft | undefined => readPerson(row, requester)

/** Who answered, and when: as comments tell, else the first reply or the solution of whoever was assigned. */
export function readAnswers(row: TableRow, created: number, config: SupportConfig): Answers {
  const commented = readJsonComments(row, config) ?? readJiraComments(row, config)
  if (commented !== undefined) return commented
  const actor = readPerson(row, assignee)
  if (actor === undefined) return { answers: [], isCut: false }
  const { at, fault } = readMoments(row, columns, ['answered', 'solved'], config)
  const minutes = Number(columns.read(row, 'replyMinutes') || Number.NaN)
  const replied = Number.isFinite(minutes) ? created + Math.round(minutes * 60_000) : undefined
  const answered = at.answered ?? replied ?? at.solved
  return { answers: answered === undefined ? [] : [{ actor, at: answered }], isCut: fault !== undefined }
}

/** `03/May/24 9:45 AM;<account>;<text>`, a column for each. */
function readJiraComments(row: TableRow, config: SupportConfig): Answers | undefined {
  const cells = columns.readAll(row, 'comment')
  if (cells.length === 0) return undefined
  const known = [readPerson(row, requester), readPerson(row, assignee)]
  const asker = columns.read(row, 'requesterId') || columns.read(row, 'requester')
  let isCut = false
  const answers = cells.flatMap((cell): Answer[] => {
    const match = cell.match(/^([^;\n]{6,40});([^;\n]{1,200});/)
    const moment = match === null ? { fault: '' } : readMoment(row, match[1] ?? '', config)
    const author = match?.[2]?.trim() ?? ''
    if ('fault' in moment) isCut = true
    if ('fault' in moment || author === asker) return []
    const actor = known.find((person) => person?.accountId === author) ?? { accountId: author }
    return [{ actor, at: moment.at }]
  })
  return { answers, isCut }
}

const comment = z.object({
  created_at: z.string(),
  public: z.boolean().default(true),
  author_id: z.union([z.number(), z.string()]).transform(String).optional(),
  author: z
    .object({
      id: z.union([z.number(), z.string()]).transform(String).optional(),
      name: z.string().optional(),
      email: z.string().optional(),
    })
    .optional(),
})
const commented = z.object({ comments: z.array(z.unknown()).min(1) })

/** Comments beside a ticket in JSON; internal notes are no answers. */
function readJsonComments(row: TableRow, config: SupportConfig): Answers | undefined {
  const parsed = commented.safeParse(row.value)
  if (!parsed.success) return undefined
  const known = [readPerson(row, requester), readPerson(row, assignee)]
  const asker = known[0]
  let isCut = false
  const answers = parsed.data.comments.flatMap((raw): Answer[] => {
    const one = comment.safeParse(raw)
    const moment = one.success ? readMoment(row, one.data.created_at, config) : { fault: '' }
    if (!one.success || 'fault' in moment) {
      isCut = true
      return []
    }
    const { author, author_id: id = author?.id ?? '' } = one.data
    const email = parseAddress(author?.email ?? '')
    const isAsker = (id !== '' && id === asker?.accountId) || (email !== undefined && email === asker?.email)
    if (!one.data.public || isAsker) return []
    const told: AliasDraft = {
      ...(author?.name === undefined ? {} : { name: author.name }),
      ...(email === undefined ? {} : { email }),
      ...(id === '' ? {} : { accountId: id }),
    }
    const actor = known.find((person) => person !== undefined && id !== '' && person.accountId === id) ?? told
    return Object.keys(actor).length === 0 ? [] : [{ actor, at: moment.at }]
  })
  return { answers, isCut }
}
