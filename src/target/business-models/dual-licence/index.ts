import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'
import { usualConversion } from '../../triangle.ts'

export const model: BusinessModel = {
  name: 'dual-licence',
  title: 'Dual licence',
  sentence: 'Free under a licence that asks to give back; whoever does not want to give back buys another.',
  segments: [
    peopleGroups.coders,
    peopleGroups.forkers,
    peopleGroups.reporters,
    organisationGroups.vendors,
    organisationGroups.makers,
    organisationGroups.givers,
    organisationGroups.silent,
  ],
  values: ['bugs-found', 'bugs-fixed', 'changes', 'reviews', 'tests', 'integrations'],
  criteria: [criteria.fit, criteria.reach, criteria.knowledge, criteria.independence],
  comparisons: [[3, 4, 5], [2, 3], [2]],
  programs: [
    {
      name: 'give-back',
      title: 'Give-back agreement',
      target: 'fork-developers',
      benefit: 'Their changes upstream, a licence for what they may not open',
      value: 'Changes we would write, and fewer forks',
    },
    {
      name: 'licence-hour',
      title: 'Licence hour',
      target: 'software-vendors',
      benefit: 'Their question on the licence answered in plain words',
      value: 'Vendors who buy before they ship',
    },
  ],
  conversion: usualConversion,
}
