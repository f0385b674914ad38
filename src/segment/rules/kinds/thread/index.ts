import { z } from 'zod'
import { eventTypes } from '../../../../core/index.ts'
import { defineKind } from '../../rule-kind.ts'

/** What opens a thread. */
const openings = [
  'issue.open',
  'pr.open',
  'list.thread_start',
  'forum.topic',
  'qa.question',
  'support.ticket',
  'chat.message',
] as const

const body = z.strictObject({
  opened: z.array(z.enum(openings)).min(1).max(7).optional(),
  in: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

/** What kind of thread it is, where, and when it was opened. Where the opening was not seen, its kind and time are unknown. */
export const kind = defineKind({
  name: 'thread',
  title: 'Is of a kind, in a place, of a time',
  subjects: ['thread'],
  body,
  form: [
    {
      key: 'opened',
      title: 'Began when somebody',
      input: 'several',
      choices: Object.fromEntries(openings.map((type) => [type, eventTypes[type].phrase])),
      isClosed: true,
    },
    { key: 'in', title: 'In projects, lists or channels', input: 'several', suggests: 'places' },
    { key: 'from', title: 'Opened from', input: 'day' },
    { key: 'to', title: 'Opened before', input: 'day' },
  ],
  examples: [
    body.parse({ opened: ['issue.open'], in: ['example/loom'] }),
    body.parse({ from: '2024-01-01', to: '2025-01-01' }),
  ],
  say: ({ opened, in: places, from, to }) =>
    [
      opened === undefined
        ? 'were opened'
        : `began when somebody ${opened.map((type) => eventTypes[type].phrase).join(' or ')}`,
      ...(places === undefined ? [] : [`in ${places.join(' or ')}`]),
      ...(from === undefined ? [] : [`from ${from} on`]),
      ...(to === undefined ? [] : [`before ${to}`]),
    ].join(' '),
  test({ opened, in: places, from, to }) {
    // Of one thread there is one row.
    const conditions = [
      ...(opened === undefined ? [] : ['any(if(type IS NULL, NULL, has({types:Array(String)}, type)))']),
      ...(places === undefined ? [] : ['any(hasAny(places, {places:Array(String)}))']),
      ...(from === undefined ? [] : ['any(opened_at >= {from:DateTime64(3)})']),
      ...(to === undefined ? [] : ['any(opened_at < {to:DateTime64(3)})']),
    ]
    return {
      fact: 'threads',
      verdict: conditions.length === 0 ? '1' : `(${conditions.join(' AND ')})`,
      params: {
        ...(opened === undefined ? {} : { types: opened }),
        ...(places === undefined ? {} : { places }),
        ...(from === undefined ? {} : { from: new Date(from) }),
        ...(to === undefined ? {} : { to: new Date(to) }),
      },
      otherwise: 'unknown',
    }
  },
})
