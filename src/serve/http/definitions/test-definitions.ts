import { type DefinitionDraft, isNamed, type SubjectKind } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { DefinitionTests } from '../contract.ts'
import { meantSubjects } from '../questions/definition.ts'
import { ruleVerdicts } from '../questions/rule.ts'

type Tested = DefinitionTests['tests'][number]

/** Looks whether those whom definitions want in are in, and those they want out are not. A word may mean several: all have to pass. */
export async function testDefinitions(
  store: Store,
  definitions: readonly DefinitionDraft[],
  asOf: Date,
): Promise<DefinitionTests> {
  const tests: Tested[] = []
  for (const definition of definitions.filter(isNamed))
    tests.push(...(await testDefinition(store, definition, asOf)))
  const passed = tests.filter(({ isPassed }) => isPassed).length
  return { passed, failed: tests.length - passed, tests }
}

async function testDefinition(
  store: Store,
  { name, subject, rule, written }: DefinitionDraft & { readonly subject: SubjectKind },
  asOf: Date,
): Promise<Tested[]> {
  const expected = [
    ...(written.tests?.in ?? []).map((word) => ({ word, expected: 'in' as const })),
    ...(written.tests?.out ?? []).map((word) => ({ word, expected: 'out' as const })),
  ]
  if (expected.length === 0) return []
  const words = [...new Set(expected.map(({ word }) => word))]
  const meant = new Map(
    (await store.read(meantSubjects[subject]({ words }))).map(({ word, ids }) => [word, ids]),
  )
  const ids = [...new Set([...meant.values()].flat())]
  const verdicts = new Map(
    (await store.read(ruleVerdicts({ rules: [rule], subject, asOf, ids }))).map(
      ({ subjectId, verdicts: [verdict] }) => [subjectId, verdict],
    ),
  )
  return expected.map(({ word, expected: wanted }) => {
    const found = (meant.get(word) ?? []).map((id) => verdictWords[verdicts.get(id) ?? 3] ?? 'nobody')
    const isPassed = found.length > 0 && found.every((one) => fits(wanted, one))
    const telling = found.find((one) => !fits(wanted, one)) ?? found[0] ?? 'nobody'
    return { name, subject: word, expected: wanted, found: telling, isPassed }
  })
}

const verdictWords = ['out', 'in', 'unknown', 'nobody'] as const

/** Of whom nobody knows, they are not in. */
const fits = (wanted: 'in' | 'out', found: Tested['found']): boolean =>
  wanted === 'in' ? found === 'in' : found === 'out' || found === 'unknown'
