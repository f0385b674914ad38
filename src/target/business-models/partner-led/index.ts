import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'
import { usualConversion } from '../../triangle.ts'

export const model: BusinessModel = {
  name: 'partner-led',
  title: 'Partner-led',
  sentence: 'Partners sell, adapt and support it; we earn with them.',
  segments: [
    organisationGroups.integrators,
    organisationGroups.vendors,
    organisationGroups.providers,
    organisationGroups.givers,
    peopleGroups.speakers,
    peopleGroups.coders,
    peopleGroups.translators,
  ],
  values: ['integrations', 'answers', 'changes', 'translations', 'documentation', 'reviews'],
  criteria: [criteria.channel, criteria.fit, criteria.reach, criteria.knowledge],
  comparisons: [[2, 3, 4], [2, 3], [2]],
  programs: [
    {
      name: 'partner-routing',
      title: 'Customers sent on',
      target: 'integrators',
      benefit: 'Those who ask us for help in their country or trade',
      value: 'Customers served that we could not serve',
    },
    {
      name: 'certified',
      title: 'Shown to know it',
      target: 'integrators',
      benefit: 'An examination and a place in the list',
      value: 'Work done well in our name',
    },
  ],
  conversion: usualConversion,
}
