import { type DefinitionDraft, isNamed, saySegment } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { PublishedDefinitions } from '../contract.ts'
import { ruleTotals } from '../questions/rule.ts'
import { readCohortPreview } from '../rules/read-cohort.ts'
import { readRuleChange } from '../rules/read-rule.ts'

/** What publishing each draft changes: whom it fits, who would come and who would leave. Ask before they are published. */
export async function tellPublished(
  store: Store,
  drafts: readonly DefinitionDraft[],
  asOf: Date,
): Promise<PublishedDefinitions['published']> {
  const published: PublishedDefinitions['published'] = []
  for (const draft of drafts) {
    if (!isNamed(draft)) {
      const { sentence, total } = await readCohortPreview(store, { written: draft.written.rule, asOf })
      const change = { version: 0, entering: 0, leaving: 0, enter: [], leave: [] }
      published.push({ name: draft.name, sentence, total, change })
      continue
    }
    const { total } = await store.readOne(ruleTotals({ ...draft, asOf }))
    const change = await readRuleChange(store, { ...draft, asOf, version: 0 })
    published.push({ name: draft.name, sentence: saySegment(draft.rule, draft.subject), total, change })
  }
  return published
}
