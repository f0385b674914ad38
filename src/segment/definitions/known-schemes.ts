import { attributes, factForms } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import { kinds } from '../rules/registry.gen.ts'
import { parseRule } from '../rules/rule.ts'
import { frequentFacts, frequentValues } from './frequent-values-question.ts'
import type { RuledScheme, RuledSegment } from './ruled-segment.ts'

/** A value that is likelier than not places somebody; how sure it is stands beside it. */
const likely = 0.5
const version = 1

/** Facts of organisations that divide them; headcount and money do so by the size class. */
const dividing = [
  {
    fact: 'business_type',
    scheme: 'organisation-business-type',
    title: 'Business type of organisations',
    question: 'What are organisations to us: who builds with it, sells it, or uses it?',
  },
  {
    fact: 'size_class',
    scheme: 'organisation-size',
    title: 'Size of organisations',
    question: 'How large are they, by the definition of the European Union?',
  },
  {
    fact: 'industry',
    scheme: 'organisation-industry',
    title: 'Industry of organisations',
    question: 'In which industries are they?',
  },
  {
    fact: 'region',
    scheme: 'organisation-region',
    title: 'Region of organisations',
    question: 'In which regions of the world are they at home?',
  },
] as const

interface Value {
  readonly value: string
  readonly title: string
}

/**
 * A scheme for each attribute of people and for each fact that divides organisations, with a segment for each value. Of values that are
 * any short text, those that enough have.
 */
export async function readKnownSchemes(store: Store): Promise<RuledScheme[]> {
  const ofPeople = await store.read(frequentValues({ p: likely }))
  const ofOrganisations = await store.read(frequentFacts({ p: likely }))
  const people = attributes.map(({ name, title, question, values }) => {
    const open = ofPeople.filter(({ attribute }) => attribute === name).map(toValue)
    const closed = values.map((value) => ({ value: value.name, title: value.title }))
    return makeScheme(
      { scheme: name, title, question, subject: 'person' },
      closed.length > 0 ? closed : open,
      (is) => ({
        attribute: { name, is, p: likely },
      }),
    )
  })
  const organisations = dividing.map(({ fact, ...head }) => {
    const { choices } = factForms[fact]
    const open = ofOrganisations.filter((one) => one.fact === fact).map(toValue)
    return makeScheme({ ...head, subject: 'organisation' }, choices.length > 0 ? choices : open, (is) => ({
      firmographic: { fact, is, p: likely },
    }))
  })
  return [...people, ...organisations]
}

const toValue = ({ value }: { value: string }): Value => ({ value, title: value })

function makeScheme(
  head: Omit<RuledScheme, 'segments'>,
  values: readonly Value[],
  write: (value: string) => unknown,
): RuledScheme {
  const segments = values.map(({ value, title }): RuledSegment => {
    const segment = `${head.scheme}/${value}`
    const rule = parseRule(write(value), kinds, head.subject)
    return { name: segment, segment, scheme: head.scheme, title, subject: head.subject, version, rule }
  })
  return { ...head, segments }
}
