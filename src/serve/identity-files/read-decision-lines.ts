import { z } from 'zod'
import type { Unreadable } from './statement.ts'

const optional = z.string().default('')
const line = z.object({
  verdict: z.enum(['same', 'different']),
  a_platform: optional,
  a_name: optional,
  a_email: optional,
  a_username: optional,
  a_account: optional,
  b_platform: optional,
  b_name: optional,
  b_email: optional,
  b_username: optional,
  b_account: optional,
  reason: optional,
})

/** One decision of another workspace: two aliases by all their parts. */
export interface DecisionLine {
  readonly position: string
  readonly text: string
  readonly said: z.infer<typeof line>
}

/** The lines `export decisions --format jsonl` writes. */
export function readDecisionLines(text: string): { lines: DecisionLine[]; unreadable: Unreadable[] } {
  const lines: DecisionLine[] = []
  const unreadable: Unreadable[] = []
  for (const [at, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (whole.trim() === '') continue
    const place = { position: `line ${at + 1}`, text: whole }
    const said = line.safeParse(parseJson(whole))
    if (said.success) lines.push({ ...place, said: said.data })
    else unreadable.push({ ...place, reason: 'it is no decision as “export decisions” writes it' })
  }
  return { lines, unreadable }
}

/** Undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
