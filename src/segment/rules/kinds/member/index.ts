import { z } from 'zod'
import { defineKind } from '../../rule-kind.ts'

const body = z.strictObject({
  of: z.string().regex(/^[a-z0-9-]+\/\P{Cc}{1,300}$/u, 'write it like ladder/P4'),
})

/** Whether somebody, or an organisation, is in another segment. */
export const kind = defineKind({
  name: 'member',
  title: 'Is in a segment',
  subjects: ['person', 'organisation'],
  body,
  form: [{ key: 'of', title: 'Segment', input: 'one', suggests: 'segments', isNeeded: true }],
  examples: [{ of: 'ladder/P4' }],
  say: ({ of }) => `are in the segment ${of}`,
  test: ({ of }) => ({
    fact: 'memberships',
    verdict: 'max(segment = {segment:String})',
    params: { segment: of },
    otherwise: 'no',
    keys: [of],
  }),
})
