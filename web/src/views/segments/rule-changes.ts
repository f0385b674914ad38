import type { DefinitionWithVersions } from '../../../../src/serve/http/contract.ts'
import type { Mark } from '../../charts/drawing.ts'
import { formatDate } from '../../parts/dates.ts'

type Version = Pick<DefinitionWithVersions['versions'][number], 'version' | 'placedAt'>

/** When a segment began to hold whom another version of its rule fits. With the first its history begins: that is no change. */
export function markRuleChanges(versions: readonly Version[]): Mark[] {
  const first = Math.min(...versions.map(({ version }) => version))
  return versions
    .flatMap(({ version, placedAt }) =>
      placedAt === null || version === first ? [] : [{ at: placedAt, label: `rule ${version}` }],
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The same in words: marks that stand close to others have no room for theirs. */
export function sayRuleChanges(marks: readonly Mark[]): string {
  if (marks.length === 0) return ''
  const last = marks.slice(-3).map(({ at, label }) => `${formatDate(at)} (${label})`)
  return `Its rule was changed ${marks.length > 3 ? `${marks.length} times, lastly on` : 'on'} ${last.join(', ')}.`
}
