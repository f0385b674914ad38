import { defineColumns, nameColumns, type TableRow, type TableShape } from '../../table/index.ts'

export const columns = defineColumns({
  id: ['Record ID', 'Id', 'Contact ID', 'Opportunity ID', 'Account ID'],
  deleted: ['IsDeleted'],
  email: ['Email'],
  name: ['Full Name', 'Name'],
  firstName: ['First Name', 'FirstName'],
  lastName: ['Last Name', 'LastName'],
  company: [
    'Account Name',
    'Account.Name',
    'Company name',
    'Associated Company',
    'Primary Associated Company',
    'Company',
  ],
  account: ['AccountId', 'Associated Company IDs'],
  domain: ['Company Domain Name', 'Website'],
  industry: ['Industry'],
  employees: ['Number of Employees', 'NumberOfEmployees', 'Employees'],
  country: ['Country/Region', 'Country', 'BillingCountry', 'Billing Country'],
  created: ['Create Date', 'CreatedDate', 'Created Date'],
  optedOut: ['HasOptedOutOfEmail', 'Email Opt Out', 'Unsubscribed from all email'],
  lifecycle: ['Lifecycle Stage', 'Type', 'Account Type'],
  // Deals
  deal: ['Deal Name', 'Opportunity Name'],
  stage: ['Deal Stage', 'StageName', 'Stage'],
  stageChanged: ['LastStageChangeDate', 'Date entered current stage', 'Last Stage Change Date'],
  closes: ['Close Date', 'CloseDate'],
  amount: ['Amount'],
  dealType: ['Deal Type', 'Type', 'Opportunity Type'],
  // Contracts
  contract: ['ContractNumber', 'Contract Number'],
  status: ['Status'],
  activated: ['ActivatedDate', 'Activated Date'],
  starts: ['StartDate', 'Contract Start Date'],
  ends: ['EndDate', 'Contract End Date'],
})

export type RowKind = 'contact' | 'company' | 'deal' | 'contract'

const forms: readonly [RowKind, ...string[]][] = [
  // HubSpot
  ['deal', 'recordid', 'dealname', 'dealstage', 'closedate'],
  ['contact', 'recordid', 'email', 'lifecyclestage', 'createdate'],
  ['company', 'recordid', 'companyname', 'companydomainname', 'createdate'],
  // Salesforce: tables of the data export
  ['deal', 'id', 'accountid', 'stagename', 'closedate', 'createddate'],
  ['contract', 'id', 'accountid', 'contractnumber', 'status', 'startdate'],
  ['contact', 'id', 'accountid', 'lastname', 'email', 'createddate'],
  ['contact', 'id', 'lastname', 'company', 'email', 'isconverted', 'createddate'],
  ['company', 'id', 'name', 'type', 'website', 'ownerid', 'createddate'],
  // Salesforce: reports
  ['deal', 'opportunityname', 'accountname', 'stage', 'closedate'],
  ['contract', 'contractnumber', 'accountname', 'status', 'contractstartdate'],
  ['contact', 'firstname', 'lastname', 'accountname', 'email', 'createddate'],
]

const findForm = (names: ReadonlySet<string>): RowKind | undefined =>
  forms.find(([, ...wanted]) => wanted.every((name) => names.has(name)))?.[0]

export const shape: TableShape = {
  what: 'contacts, companies, deals or contracts as HubSpot and Salesforce export them',
  dates: columns.namesOf('created', 'stageChanged', 'closes', 'activated', 'starts', 'ends'),
  isHeader: (names) => findForm(names) !== undefined,
}

const kinds = new WeakMap<readonly string[], RowKind>()

/** What the table is about in which a row stands. */
export function recogniseKind(row: TableRow): RowKind {
  const kind = kinds.get(row.names) ?? findForm(nameColumns(row.names)) ?? 'contact'
  kinds.set(row.names, kind)
  return kind
}
