import type { EventType } from '../core/index.ts'
import type { Triangle } from './triangle.ts'

/** Something a community gives that would otherwise cost hours. */
export interface ValueKind {
  readonly name: string
  readonly title: string
  /** Types of acts that count as one each; empty where no source tells and somebody has to say how many. */
  readonly countedBy: readonly EventType[]
  /** What one would take us. */
  readonly hours: Triangle
  /** What a reader must know of the count. */
  readonly note: string
}

const around = (hours: number): Triangle => ({ low: hours / 2, mode: hours, high: hours * 2 })

/** The kinds of value (methods 7), with hours to replace one that are ours and meant to be overruled. */
export const valueKinds = [
  {
    name: 'bugs-found',
    title: 'Bugs found',
    countedBy: ['issue.open', 'commit.trailer.reported_by'],
    hours: around(3),
    note: 'Every issue opened counts, also those that ask for something.',
  },
  {
    name: 'bugs-fixed',
    title: 'Bugs fixed',
    countedBy: [],
    hours: around(12),
    note: 'No source tells which changes mend a bug: say how many, and only those not counted as changes.',
  },
  {
    name: 'changes',
    title: 'Changes written',
    countedBy: ['commit.author', 'commit.trailer.co_authored_by'],
    hours: { low: 1, mode: 4, high: 12 },
    note: 'Merges do not count.',
  },
  {
    name: 'answers',
    title: 'Answers',
    countedBy: ['qa.answer'],
    hours: around(0.75),
    note: 'Replies on lists and in chats do not count: nobody tells whether they answered.',
  },
  {
    name: 'reviews',
    title: 'Reviews',
    countedBy: ['pr.review', 'commit.trailer.reviewed_by'],
    hours: around(1.5),
    note: '',
  },
  {
    name: 'tests',
    title: 'Tests reported',
    countedBy: ['commit.trailer.tested_by'],
    hours: around(1),
    note: 'On a device or a system of their own.',
  },
  {
    name: 'translations',
    title: 'Translations',
    countedBy: ['translation.submit'],
    hours: around(1),
    note: 'One counts as 50 words at 0.02 hours; sources tell acts, not words.',
  },
  {
    name: 'documentation',
    title: 'Documentation',
    countedBy: ['docs.contribute'],
    hours: around(2),
    note: '',
  },
  {
    name: 'integrations',
    title: 'Integrations',
    countedBy: [],
    hours: { low: 40, mode: 80, high: 240 },
    note: 'No source tells of them: say how many.',
  },
] as const satisfies readonly ValueKind[]

export type ValueName = (typeof valueKinds)[number]['name']
export const valueNames = valueKinds.map(({ name }) => name) as [ValueName, ...ValueName[]]

/** How much would not have come anyway: of Bag-a-Bug's participants 15 % were new to the community. */
export const usualAttributable: Triangle = { low: 0.05, mode: 0.15, high: 0.5 }
