import { z } from 'zod'
import { defineKind } from '../../rule-kind.ts'

const body = z.strictObject({
  /** By how many changes it was ahead when it was pushed to last. */
  ahead_by: z.int().min(1).max(1_000_000_000).default(1),
  /** The last push was on this day or later. */
  from: z.iso.date().optional(),
  projects: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
  /** Of organisations: how likely the owner has to act for it. */
  p: z.number().gt(0).max(1).default(0.8),
})

/** Whether a public fork held something its origin had not. Where no source compares forks, that is unknown of everybody. */
export const kind = defineKind({
  name: 'has-fork',
  title: 'Has a public fork that is ahead',
  subjects: ['person', 'organisation'],
  body,
  form: [
    { key: 'ahead_by', title: 'Ahead by at least', input: 'number' },
    { key: 'from', title: 'Pushed to since', input: 'day' },
    { key: 'projects', title: 'Of projects', input: 'several', suggests: 'places' },
    { key: 'p', title: 'Probability that the owner acts for it', input: 'number' },
  ],
  examples: [body.parse({}), body.parse({ ahead_by: 10, from: '2024-01-01', projects: ['example/loom'] })],
  say: ({ ahead_by, from, projects, p }) =>
    [
      `have a public fork that is ahead by ${ahead_by} or more`,
      ...(projects === undefined ? [] : [`of ${projects.join(' or ')}`]),
      ...(from === undefined ? [] : [`pushed to since ${from}`]),
      `(p ≥ ${p})`,
    ].join(' '),
  test: ({ ahead_by, from, projects, p }) => ({
    fact: 'forks',
    verdict: `max(${[
      'probability >= {least:Float64} AND ahead_by >= {ahead:UInt64}',
      ...(from === undefined ? [] : ['pushed_at >= {from:DateTime64(3)}']),
      ...(projects === undefined ? [] : ['has({projects:Array(String)}, toString(project))']),
    ].join(' AND ')})`,
    params: {
      least: p,
      ahead: ahead_by,
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(projects === undefined ? {} : { projects }),
    },
    otherwise: 'no',
    given: ['(SELECT count() FROM fork_pushes WHERE pushed_at < {as_of:DateTime64(3)}) > 0'],
  }),
})
