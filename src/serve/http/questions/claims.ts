import { z } from 'zod'
import { question } from '../../../store/index.ts'

/** What the last run found of claims: the aliases something was written with, or whose links were opened, and what speaks against it. */
export const foundProofs = question({
  text: `SELECT claim, toString(a) AS aliasA, toString(b) AS aliasB, toString(doubt) AS doubt FROM alias_proofs ORDER BY claim, proved_at, a, b`,
  params: () => ({}),
  row: z.object({ claim: z.string(), aliasA: z.string(), aliasB: z.string(), doubt: z.string() }),
  examples: [undefined],
})

/** Whether the acts of an alias are told with an account’s number, so that nobody else can act under its name. */
export const aliasAccounts = question({
  text: `SELECT account_id != '' AS isAccount FROM alias_words WHERE alias_id = {alias:UInt64}`,
  params: ({ alias }: { readonly alias: string }) => ({ alias }),
  row: z.object({ isAccount: z.coerce.boolean() }),
  examples: [{ alias: '1' }],
})
