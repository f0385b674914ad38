import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { peopleGroups } from '../../people-groups.ts'

export const model: BusinessModel = {
  name: 'community-only',
  title: 'Community only',
  sentence: 'No money is wanted; the project lives by those who enjoy it.',
  segments: [
    peopleGroups.maintainers,
    peopleGroups.coders,
    peopleGroups.newcomers,
    peopleGroups.askers,
    peopleGroups.helpers,
    peopleGroups.translators,
    peopleGroups.hobbyists,
  ],
  values: ['changes', 'reviews', 'bugs-found', 'bugs-fixed', 'answers', 'translations', 'documentation'],
  criteria: [criteria.independence, criteria.knowledge, criteria.reach],
  comparisons: [[3, 5], [3]],
  programs: [
    {
      name: 'first-change',
      title: 'First change together',
      target: 'newcomers',
      benefit: 'A change of theirs merged in an hour, with company',
      value: 'People who come back',
    },
    {
      name: 'thanks',
      title: 'Thanks in each release',
      target: 'helpers',
      benefit: 'Their name where everybody reads it',
      value: 'Help that goes on',
    },
  ],
}
