import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'
import { usualConversion } from '../../triangle.ts'

export const model: BusinessModel = {
  name: 'support-and-services',
  title: 'Support and services',
  sentence: 'The software is free; some pay for answers, guarantees and work.',
  segments: [
    peopleGroups.helpers,
    peopleGroups.askers,
    peopleGroups.maintainers,
    organisationGroups.silent,
    organisationGroups.enterprises,
    organisationGroups.publicly,
    organisationGroups.integrators,
  ],
  values: ['answers', 'bugs-found', 'bugs-fixed', 'changes', 'reviews', 'documentation'],
  criteria: [criteria.fit, criteria.reach, criteria.knowledge, criteria.channel],
  comparisons: [[2, 3, 4], [2, 3], [2]],
  programs: [
    {
      name: 'community-hero',
      title: 'Community hero',
      target: 'helpers',
      benefit: 'Thanks confirmed by whoever asked, seen by all',
      value: 'Questions our support need not answer',
    },
    {
      name: 'health-check',
      title: 'Free health check',
      target: 'silent-companies',
      benefit: 'A report on how they run it',
      value: 'Companies that learn what support is worth',
    },
  ],
  conversion: usualConversion,
}
