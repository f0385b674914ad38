import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'
import { usualConversion } from '../../triangle.ts'

export const model: BusinessModel = {
  name: 'open-core',
  title: 'Open core',
  sentence: 'The core is free; some who depend on it pay for what large organisations need on top.',
  segments: [
    peopleGroups.coders,
    peopleGroups.reporters,
    peopleGroups.helpers,
    peopleGroups.trying,
    organisationGroups.silent,
    organisationGroups.enterprises,
    organisationGroups.integrators,
  ],
  values: ['bugs-found', 'bugs-fixed', 'changes', 'answers', 'reviews', 'translations', 'integrations'],
  criteria: [criteria.fit, criteria.reach, criteria.knowledge, criteria.channel],
  comparisons: [[3, 4, 3], [2, 1], [1 / 2]],
  programs: [
    {
      name: 'bug-hunt',
      title: 'Bug hunt before a release',
      target: 'bug-reporters',
      benefit: 'Points and a public board; what they found is mended first',
      value: 'Bugs found and fixed that our tests miss',
    },
    {
      name: 'integration-track',
      title: 'Integration track',
      target: 'integrators',
      benefit: 'A page of their own, a named contact, early builds',
      value: 'Integrations we need not build',
    },
    {
      name: 'small-answer',
      title: 'Answer within a day',
      target: 'silent-companies',
      benefit: 'A question answered by somebody who knows',
      value: 'Companies that come forward by themselves',
    },
  ],
  conversion: usualConversion,
}
