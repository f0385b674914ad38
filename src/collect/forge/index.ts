/** What connectors of forges read alike: fields of their answers and deliveries, how they call acts, and whose accounts they name. */
export { nameAct } from './act.ts'
export { readAssigned } from './assigned.ts'
export { filled, readId, readMoment, readText } from './field.ts'
export { namePattern } from './pattern.ts'
export { placeActs } from './server.ts'
