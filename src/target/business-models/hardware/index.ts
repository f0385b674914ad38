import type { BusinessModel } from '../../business-model.ts'
import { criteria } from '../../criteria.ts'
import { organisationGroups } from '../../organisation-groups.ts'
import { peopleGroups } from '../../people-groups.ts'
import { usualConversion } from '../../triangle.ts'

export const model: BusinessModel = {
  name: 'hardware',
  title: 'Hardware',
  sentence: 'The software makes devices worth buying; we earn with the devices.',
  segments: [
    peopleGroups.coders,
    peopleGroups.reviewers,
    peopleGroups.reporters,
    peopleGroups.hobbyists,
    peopleGroups.translators,
    organisationGroups.makers,
    organisationGroups.universities,
  ],
  values: ['tests', 'bugs-found', 'bugs-fixed', 'changes', 'translations', 'reviews', 'integrations'],
  criteria: [criteria.fit, criteria.knowledge, criteria.reach, criteria.independence],
  comparisons: [[2, 3, 3], [2, 2], [1]],
  programs: [
    {
      name: 'device-test',
      title: 'Tests for devices',
      target: 'reviewers-and-testers',
      benefit: 'A device to keep for each report that helps',
      value: 'Devices tested that we do not own',
    },
    {
      name: 'porting-track',
      title: 'Porting track',
      target: 'device-makers',
      benefit: 'A named contact and a place among what we test',
      value: 'Devices it runs on at launch',
    },
  ],
  conversion: usualConversion,
}
