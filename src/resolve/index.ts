export type { Attribute } from './attribute.ts'
export { type Claim, readClaims } from './claims/claim.ts'
export { bindAccount, type FollowedClaim, followClaim, joinClaims } from './claims/follow-claim.ts'
export { type IssuedClaim, issueClaim, withdrawClaim } from './claims/issue-claim.ts'
export { decidePairs, foreseeContradictions, orderPairs } from './decisions/decide-pairs.ts'
export type { Contradiction } from './decisions/find-contradictions.ts'
export { decisionsInForce, locksInForce, proofsInForce } from './decisions/in-force.ts'
export { aliasesOfPeople, knownAliases, locksOfPeople, pairsInForce } from './decisions/pairs-question.ts'
export { type PairChange, type PreviewedPerson, previewDecisions } from './decisions/preview-decisions.ts'
export { findByKeys } from './firmographics/bind-organisations.ts'
export {
  type CompanyRow,
  dropCompanyList,
  type ListedFacts,
  readCompanies,
  takeCompanies,
} from './firmographics/company-list.ts'
export {
  type FactName,
  factForms,
  factNames,
  parseFact,
  parseFactName,
  sayFact,
} from './firmographics/fact.ts'
export { overrideFact, removeFactOverride } from './firmographics/override-fact.ts'
export { lockPerson } from './identity/decide-identity.ts'
export { overrideAttribute, removeAttributeOverride } from './inference/override-attribute.ts'
export { decidableClasses, decideNetwork, undecideNetwork } from './networks/decide-network.ts'
export { decideSmallestGroup, readSmallestGroup } from './networks/smallest-group.ts'
export {
  decideOrganisations,
  readOrganisationPairs,
  undecideOrganisations,
} from './organisations/decide-organisations.ts'
export { type OrganisationKind, organisationKinds } from './organisations/kind.ts'
export { claimOrganisation, readOurOrganisations } from './organisations/our-organisation.ts'
export { overrideDomain, removeDomainOverride } from './organisations/override-domain.ts'
export { overrideEmployer, removeEmployerOverride } from './organisations/override-employer.ts'
export { overrideHolder, removeHolderOverride } from './organisations/override-holder.ts'
export { overrideOwner, removeOwnerOverride } from './organisations/override-owner.ts'
export { previewKnowledge, previewPair } from './organisations/preview-organisations.ts'
export { readOrganisationGroups } from './organisations/read-recognition.ts'
export { classifySize, type SizeClass, type SizeFigures } from './organisations/size-class.ts'
export {
  foreseeSplit,
  type OrganisationSplit,
  splitOrganisation,
} from './organisations/split-organisation.ts'
export { attributes } from './registry.gen.ts'
export { resolve } from './resolve.ts'
