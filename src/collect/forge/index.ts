/** What connectors of forges read alike: fields of their answers and deliveries, and whose accounts they name. */
export { filled, readId, readMoment, readText } from './field.ts'
export { placeAccounts } from './server.ts'
