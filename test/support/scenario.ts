import { readFileSync } from 'node:fs'
import { type EventType, eventTypes } from '../../src/core/index.ts'
import type { Act, Community, Employment } from './community.ts'

/** A made-up community as a person would write it down, and the moment it is looked at. */
export interface Scenario {
  readonly asOf: Date
  readonly community: Community
}

/**
 * Reads a scenario's input: `as of <day>`, then one act a line in columns two spaces or more apart (who, when, what, lines by class
 * of file, flag); `<who>  works for  <organisation> (<kind>)  <from> … <to>` is an employment, `visitor <n>  <when>` a visit.
 */
export function readScenario(path: string): Scenario {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const [head = '', ...rest] = lines
  const rows = rest.map((line) => line.split(/\s{2,}/))
  const isVisit = (row: readonly string[]): boolean => /^visitor \d+$/.test(row[0] ?? '')
  const isEmployment = (row: readonly string[]): boolean => row[1] === 'works for'
  return {
    asOf: readMoment(head.replace(/^as of /, '')),
    community: {
      acts: rows.filter((row) => !isVisit(row) && !isEmployment(row)).map(readAct),
      employments: rows.filter(isEmployment).map(readEmployment),
      visits: rows.filter(isVisit).map(([visitor = '', at = '']) => ({
        visitor: Number(visitor.slice('visitor '.length)),
        at: readMoment(at),
      })),
    },
  }
}

function readAct([who = '', at = '', what = '', ...details]: readonly string[]): Act {
  const lines = details.find((detail) => /^[a-z]+ \d+(, [a-z]+ \d+)*$/.test(detail))
  return {
    who,
    at: readMoment(at),
    type: what === 'merged changes' ? 'commit.author' : readType(what),
    merge: what === 'merged changes',
    flags: details.filter((detail) => detail !== lines),
    lines: Object.fromEntries(
      (lines?.split(', ') ?? []).map((part): [string, number] => {
        const [fileClass = '', count = ''] = part.split(' ')
        return [fileClass, Number(count)]
      }),
    ),
  }
}

function readEmployment([who = '', , where = '', when = '']: readonly string[]): Employment {
  const [, organisation = '', kind = ''] = where.match(/^(.+) \((.+)\)$/) ?? []
  const [from = '', to = ''] = when.split(' … ')
  return {
    who,
    organisation,
    kind,
    from: readMoment(from),
    ...(to === '' ? {} : { to: readMoment(to) }),
  }
}

function readType(phrase: string): EventType {
  const found = Object.entries(eventTypes).find(([, facts]) => facts.phrase === phrase)
  if (found === undefined) throw new Error(`No event reads “${phrase}”.`)
  return found[0] as EventType
}

function readMoment(text: string): Date {
  const moment = new Date(`${text.replace(' ', 'T')}${text.includes(':') ? ':00Z' : 'T00:00:00Z'}`)
  if (Number.isNaN(moment.getTime())) throw new Error(`“${text}” is no day.`)
  return moment
}
