import type { PeopleSearch } from '../../search-params.ts'

/** The rule that fits whom filters leave; undefined where no rule says the same. */
export function ruleOfFilters({
  search,
  class: kind,
  state,
  organisation,
  segment,
}: PeopleSearch): Readonly<Record<string, unknown>> | undefined {
  // Segments hold people only, and a rule asks for organisations by what they are called.
  if (search !== undefined || organisation !== undefined || (kind !== undefined && kind !== 'human'))
    return undefined
  const parts = [
    ...(state === undefined ? [] : [{ stands: { at_least: state, at_most: state } }]),
    ...(segment === undefined ? [] : [{ member: { of: segment } }]),
  ]
  return parts.length === 0 ? undefined : { all: parts }
}
