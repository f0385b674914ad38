import { z } from 'zod'
import * as contract from './contract.ts'

/** The shapes of the contract under the names the OpenAPI document gives them. */
export const shapes = {
  Home: contract.home.meta({ id: 'Home' }),
  Source: contract.source.meta({ id: 'Source' }),
  AddedSource: contract.addedSource.meta({ id: 'AddedSource' }),
  Run: contract.run.meta({ id: 'Run' }),
  Connector: contract.connector.meta({ id: 'Connector' }),
  Quarantined: contract.quarantined.meta({ id: 'Quarantined' }),
  Detected: contract.detected.meta({ id: 'Detected' }),
  Preview: contract.preview.meta({ id: 'Preview' }),
  PersonSummary: contract.personSummary.meta({ id: 'PersonSummary' }),
  Person: contract.person.meta({ id: 'Person' }),
  Event: contract.event.meta({ id: 'Event' }),
  Review: contract.review.meta({ id: 'Review' }),
  Decided: contract.decided.meta({ id: 'Decided' }),
  IdentityDecision: contract.identityDecision.meta({ id: 'IdentityDecision' }),
  AccountClaim: contract.accountClaim.meta({ id: 'AccountClaim' }),
  IssuedClaim: contract.issuedClaim.meta({ id: 'IssuedClaim' }),
  FollowedClaim: contract.followedClaim.meta({ id: 'FollowedClaim' }),
  DecisionsPreview: contract.decisionsPreview.meta({ id: 'DecisionsPreview' }),
  Imported: contract.imported.meta({ id: 'Imported' }),
  OrganisationSummary: contract.organisationSummary.meta({ id: 'OrganisationSummary' }),
  Organisation: contract.organisation.meta({ id: 'Organisation' }),
  Networks: contract.networks.meta({ id: 'Networks' }),
  OrganisationDecision: contract.organisationDecision.meta({ id: 'OrganisationDecision' }),
  OrganisationsPreview: contract.organisationsPreview.meta({ id: 'OrganisationsPreview' }),
  ImportedCompanies: contract.importedCompanies.meta({ id: 'ImportedCompanies' }),
  CompanyList: contract.companyList.meta({ id: 'CompanyList' }),
  Scheme: contract.scheme.meta({ id: 'Scheme' }),
  RuleKind: contract.ruleKind.meta({ id: 'RuleKind' }),
  Place: contract.place.meta({ id: 'Place' }),
  RulePreview: contract.rulePreview.meta({ id: 'RulePreview' }),
  RuleExplanation: contract.ruleExplanation.meta({ id: 'RuleExplanation' }),
  Definition: contract.definition.meta({ id: 'Definition' }),
  DefinitionWithVersions: contract.definitionWithVersions.meta({ id: 'DefinitionWithVersions' }),
  PublishedDefinitions: contract.publishedDefinitions.meta({ id: 'PublishedDefinitions' }),
  DefinitionTests: contract.definitionTests.meta({ id: 'DefinitionTests' }),
  ClusteringMethod: contract.clusteringMethod.meta({ id: 'ClusteringMethod' }),
  Discovery: contract.discovery.meta({ id: 'Discovery' }),
  DiscoverySummary: contract.discoverySummary.meta({ id: 'DiscoverySummary' }),
  ClusterRule: contract.clusterRule.meta({ id: 'ClusterRule' }),
  Segment: contract.segment.meta({ id: 'Segment' }),
  BusinessModel: contract.businessModel.meta({ id: 'BusinessModel' }),
  ChosenModel: contract.chosenModel.meta({ id: 'ChosenModel' }),
  ModelTakenBack: contract.modelTakenBack.meta({ id: 'ModelTakenBack' }),
  Target: contract.target.meta({ id: 'Target' }),
  Targets: contract.targets.meta({ id: 'Targets' }),
  Webhook: contract.webhook.meta({ id: 'Webhook' }),
  AddedWebhook: contract.addedWebhook.meta({ id: 'AddedWebhook' }),
  WebhookAttempt: contract.webhookAttempt.meta({ id: 'WebhookAttempt' }),
  WebhookOutcome: contract.webhookOutcome.meta({ id: 'WebhookOutcome' }),
  Hypothesis: contract.hypothesis.meta({ id: 'Hypothesis' }),
  TargetSnapshot: contract.targetSnapshot.meta({ id: 'TargetSnapshot' }),
  SegmentProfile: contract.segmentProfile.meta({ id: 'SegmentProfile' }),
  SegmentOverlap: contract.segmentOverlap.meta({ id: 'SegmentOverlap' }),
  SegmentComparison: contract.segmentComparison.meta({ id: 'SegmentComparison' }),
  SchemeOverlap: contract.schemeOverlap.meta({ id: 'SchemeOverlap' }),
  Member: contract.member.meta({ id: 'Member' }),
  Found: contract.found.meta({ id: 'Found' }),
  Finding: contract.finding.meta({ id: 'Finding' }),
  Job: contract.job.meta({ id: 'Job' }),
  Problem: contract.problem.meta({ id: 'Problem' }),
} as const

/** The answers of a route: one of a shape, and any problem. */
export function answers<T extends z.ZodType>(description: string, schema: T) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    default: problemAnswer,
  } as const
}

export const problemAnswer = {
  description: 'What went wrong, and what to do about it.',
  content: { 'application/problem+json': { schema: shapes.Problem } },
} as const

/** A body a route takes. */
export function takes<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}

/** One part of a path, by name. */
export function pathPart<N extends string>(
  name: N,
  description: string,
): z.ZodObject<Record<N, z.ZodString>> {
  const part = z.string().min(1).max(500).meta({ description })
  return z.object({ [name]: part } as Record<N, z.ZodString>)
}
