export type { Scheme, SegmentDefinition } from './scheme.ts'
export { segment } from './segment.ts'
export { type Rung, rungs } from './states/rung.ts'
