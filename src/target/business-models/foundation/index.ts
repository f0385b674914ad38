import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'

export const model: BusinessModel = {
  name: 'foundation',
  title: 'Foundation, vendor-neutral',
  sentence: 'Nobody owns it; members and sponsors keep it alive because they depend on it.',
  segments: [
    peopleGroups.maintainers,
    peopleGroups.coders,
    peopleGroups.newcomers,
    peopleGroups.translators,
    organisationGroups.givers,
    organisationGroups.silent,
    organisationGroups.universities,
    organisationGroups.publicly,
  ],
  values: ['changes', 'reviews', 'bugs-found', 'bugs-fixed', 'answers', 'translations', 'documentation'],
  criteria: [criteria.independence, criteria.knowledge, criteria.reach, criteria.fit],
  comparisons: [[2, 3, 4], [2, 3], [2]],
  programs: [
    {
      name: 'mentoring',
      title: 'Mentoring',
      target: 'newcomers',
      benefit: 'Somebody who answers them for three months',
      value: 'Maintainers in three years',
    },
    {
      name: 'adopters',
      title: 'Public list of adopters',
      target: 'silent-companies',
      benefit: 'To be seen with others who rely on it',
      value: 'Organisations that come forward',
    },
  ],
}
