import { defineColumns, type TableShape } from '../../table/index.ts'

export const columns = defineColumns({
  email: [
    'Email Address',
    'Email',
    'E-Mail',
    'E-Mail-Adresse',
    'Adresse e-mail',
    'Dirección de correo electrónico',
  ],
  name: ['Name', 'Full Name'],
  firstName: ['First Name', 'FNAME', 'Vorname', 'Prénom', 'Nombre'],
  lastName: ['Last Name', 'LNAME', 'Nachname', 'Nom', 'Apellidos'],
  company: ['Company', 'Company Name', 'Organisation', 'Organization', 'Employer', 'attribs.company'],
  // Mailchimp
  optedIn: ['OPTIN_TIME'],
  confirmed: ['CONFIRM_TIME'],
  changed: ['LAST_CHANGED'],
  contact: ['EUID'],
  unsubscribed: ['UNSUB_TIME'],
  unsubscribedFrom: ['UNSUB_CAMPAIGN_TITLE'],
  why: ['UNSUB_REASON'],
  cleaned: ['CLEAN_TIME'],
  cleanedBy: ['CLEAN_CAMPAIGN_TITLE'],
  // Listmonk
  uuid: ['uuid', 'subscriber_uuid'],
  status: ['status'],
  created: ['created_at'],
  updated: ['updated_at'],
  bounce: ['type'],
  campaign: ['campaign.name'],
})

const forms = [
  ['optintime', 'confirmtime', 'euid', 'leid'],
  ['uuid', 'email', 'name', 'attributes', 'status', 'createdat', 'updatedat'],
  ['uuid', 'email', 'status', 'createdat', 'lists'],
  ['subscriberuuid', 'email', 'type', 'source', 'createdat'],
]

export const shape: TableShape = {
  what: 'subscribers or bounces as Mailchimp and Listmonk export them',
  dates: columns.namesOf('optedIn', 'confirmed', 'changed', 'unsubscribed', 'cleaned', 'created', 'updated'),
  isHeader: (names) => forms.some((form) => form.every((name) => names.has(name))),
}
