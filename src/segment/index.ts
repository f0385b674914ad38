export {
  type Definition,
  type DefinitionVersion,
  findDefinition,
  parseDefinition,
  publishDefinition,
  readDefinitions,
  readDefinitionVersions,
  restoreDefinition,
  retireDefinition,
  type WrittenDefinition,
  writtenDefinition,
} from './definitions/definition.ts'
export { type CompiledRules, compileRules } from './rules/compile-rules.ts'
export { kinds as ruleKinds } from './rules/registry.gen.ts'
export { parseRule, type Rule, type SubjectKind, sayRule, saySegment, writeRule } from './rules/rule.ts'
export type { Scheme, SegmentDefinition } from './scheme.ts'
export { placeAnew, segment } from './segment.ts'
export { type Rung, rungs } from './states/rung.ts'
