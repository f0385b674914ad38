import { defineColumns, type TableShape } from '../../table/index.ts'

export const columns = defineColumns({
  ticket: ['Ticket ID', 'Issue key', 'Id', 'Ticket', 'Request ID'],
  subject: ['Subject', 'Summary', 'Title'],
  created: ['Created at', 'Created', 'Requested'],
  solved: ['Solved at', 'Resolved'],
  answered: ['Answered at', 'First reply at'],
  replyMinutes: ['First reply time in minutes'],
  requester: ['Requester', 'Requester name', 'Reporter'],
  requesterEmail: ['Requester email', 'Reporter email'],
  requesterId: ['Requester id', 'Reporter Id'],
  assignee: ['Answered by', 'Assignee', 'Assignee name'],
  assigneeEmail: ['Answered by email', 'Assignee email'],
  assigneeId: ['Assignee id'],
  organisation: [
    'Organization',
    'Organisation',
    'Organization name',
    'Custom field (Organizations)',
    'Company',
  ],
  via: ['Via', 'via.channel'],
  comment: ['Comment'],
})

const forms = [
  // Zendesk: a view, a list of tickets, JSON
  ['requester', 'requesterdomain', 'submitter', 'assignee', 'createdat', 'via'],
  ['id', 'createdat', 'subject', 'status', 'requesterid', 'viachannel'],
  // Jira Service Management
  ['issuekey', 'summary', 'reporter', 'created', 'customfieldrequesttype'],
  ['issuekey', 'summary', 'reporter', 'created', 'customfieldcustomerrequesttype'],
  ['issuekey', 'summary', 'reporter', 'created', 'customfieldorganizations'],
  // Any other
  ['ticketid', 'created', 'requesteremail', 'answeredby'],
  ['ticketid', 'createdat', 'requesteremail', 'answeredby'],
]

export const shape: TableShape = {
  what: 'requests as Zendesk and Jira Service Management export them',
  dates: columns.namesOf('created', 'solved', 'answered'),
  isHeader: (names) => forms.some((form) => form.every((name) => names.has(name))),
}
