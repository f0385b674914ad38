import { type DefinitionDraft, saySegment } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { PublishedDefinitions } from '../contract.ts'
import { ruleTotals } from '../questions/rule.ts'
import { readRuleChange } from '../rules/read-rule.ts'

/** What publishing each draft changes: whom it fits, who would come and who would leave. Ask before they are published. */
export async function tellPublished(
  store: Store,
  drafts: readonly DefinitionDraft[],
  asOf: Date,
): Promise<PublishedDefinitions['published']> {
  const published: PublishedDefinitions['published'] = []
  for (const draft of drafts) {
    const { total } = await store.readOne(ruleTotals({ ...draft, asOf }))
    const change = await readRuleChange(store, { ...draft, asOf, version: 0 })
    published.push({ name: draft.name, sentence: saySegment(draft.rule, draft.subject), total, change })
  }
  return published
}
