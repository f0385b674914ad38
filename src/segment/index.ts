export { countCohorts } from './cohorts/count-cohorts.ts'
export { readCohortMonths } from './cohorts/place-cohorts.ts'
export { tellCohort } from './cohorts/tell-cohort.ts'
export {
  type Definition,
  type DefinitionDraft,
  type DefinitionVersion,
  findDefinition,
  type Held,
  isNamed,
  parseDefinition,
  readDefinitions,
  readDefinitionVersions,
} from './definitions/definition.ts'
export {
  type DefinitionsPlan,
  planDefinitions,
  publishDefinitions,
  restoreDefinition,
  retireDefinition,
} from './definitions/publish-definitions.ts'
export { judgeDifferences } from './discovery/differences.ts'
export { discoverGroups, findMethod } from './discovery/discover.ts'
export type { Cluster, Discovery } from './discovery/discovery.ts'
export { type Counted, type Judged, judgeLifts } from './discovery/lifts.ts'
export { methods as clusteringMethods } from './discovery/registry.gen.ts'
export { seedRandom } from './discovery/statistics/random.ts'
export { type CompiledRules, compileRules } from './rules/compile-rules.ts'
export { kinds as ruleKinds } from './rules/registry.gen.ts'
export {
  parseRule,
  plural,
  type Rule,
  type RuleSubject,
  type SubjectKind,
  sayRule,
  saySegment,
  writeRule,
} from './rules/rule.ts'
export { listSigns, type Sign } from './rules/sign.ts'
export type { Scheme, SegmentDefinition } from './scheme.ts'
export { placeAnew, segment } from './segment.ts'
export { type Rung, rungs } from './states/rung.ts'
