import type { Triangle } from './triangle.ts'
import type { ValueName } from './value-kind.ts'

/** A group that matters to a business model: the segment that finds it, and how one would speak with it. */
export interface ModelSegment {
  /** Name of the segment made of a rule that is published. */
  readonly name: string
  readonly title: string
  readonly of: 'people' | 'organisations'
  readonly rule: Readonly<Record<string, unknown>>
  /** Why it matters. */
  readonly purpose: string
  /** What they gain. */
  readonly gain: string
  /** What we say. */
  readonly say: string
  /** What we never do. */
  readonly never: readonly string[]
}

/** What makes a group strategically important, scored from 0 to 4. */
export interface Criterion {
  readonly name: string
  readonly title: string
  /** What 0 and what 4 means, so that raters mean the same. */
  readonly none: string
  readonly full: string
}

/** Something offered to a group (Steger and Onetti's card: program, target, benefit, value). */
export interface ModelProgram {
  readonly name: string
  readonly title: string
  /** Name of the segment it is for. */
  readonly target: string
  readonly benefit: string
  readonly value: string
}

/** A way of earning with, or living for, open source, and what follows for the community. */
export interface BusinessModel {
  /** As its folder is called. */
  readonly name: string
  readonly title: string
  /** How it lives. */
  readonly sentence: string
  readonly segments: readonly ModelSegment[]
  readonly values: readonly ValueName[]
  readonly criteria: readonly Criterion[]
  /** How many times as important each criterion is as each one after it, row by row. */
  readonly comparisons: readonly (readonly number[])[]
  readonly programs: readonly ModelProgram[]
  /** The share of members who pay, to begin with; nobody pays where it is left out. */
  readonly conversion?: Triangle
}
