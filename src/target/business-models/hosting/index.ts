import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'
import { usualConversion } from '../../triangle.ts'

export const model: BusinessModel = {
  name: 'hosting',
  title: 'Hosting',
  sentence: 'Anybody may run it; some pay us to run it for them.',
  segments: [
    peopleGroups.trying,
    peopleGroups.askers,
    peopleGroups.coders,
    peopleGroups.reporters,
    organisationGroups.small,
    organisationGroups.enterprises,
    organisationGroups.providers,
  ],
  values: ['bugs-found', 'bugs-fixed', 'changes', 'answers', 'documentation', 'integrations'],
  criteria: [criteria.fit, criteria.reach, criteria.channel, criteria.knowledge],
  comparisons: [[3, 3, 4], [1, 2], [2]],
  programs: [
    {
      name: 'move-in',
      title: 'Help with moving in',
      target: 'small-companies',
      benefit: 'Somebody moves their data, both ways',
      value: 'Fewer who give up while they try',
    },
    {
      name: 'status-watch',
      title: 'Early warning',
      target: 'service-providers',
      benefit: 'Told of trouble before their customers notice',
      value: 'Faults found at a size we do not have',
    },
  ],
  conversion: usualConversion,
}
