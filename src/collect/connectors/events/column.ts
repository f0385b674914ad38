import { defineColumns, type TableShape } from '../../table/index.ts'

export const columns = defineColumns({
  email: ['Attendee email', 'Email', 'E-mail', 'User Email'],
  name: ['Attendee name', 'Name', 'User Name (Original Name)', 'Name (Original Name)', 'User Name'],
  firstName: ['First Name'],
  lastName: ['Last Name'],
  company: ['Company', 'Organization', 'Organisation', 'What is your company?', 'Company Name'],
  ticket: ['ticket_name', 'Product', 'Title'],
  registered: ['created_at', 'RSVPed on', 'Registration Time', 'Order date'],
  registeredTime: ['Order time'],
  status: ['approval_status', 'RSVP', 'Approval Status', 'Status'],
  checkedIn: ['checked_in_at', 'Checked in'],
  attended: ['Attended', 'Did attend'],
  joined: ['Join Time'],
  host: ['Event Host'],
  member: ['User ID'],
  order: ['Order code'],
  event: ['Event slug', 'Event'],
})

const forms = [
  // Luma
  ['apiid', 'email', 'createdat', 'approvalstatus', 'checkedinat'],
  ['guestid', 'email', 'createdat', 'approvalstatus', 'checkedinat'],
  // Meetup
  ['name', 'userid', 'rsvp', 'rsvpedon', 'joinedgroupon'],
  // pretix
  ['ordercode', 'attendeename', 'product', 'checkedin', 'secret'],
  ['ordercode', 'positionid', 'product', 'attendeename', 'orderdate'],
  // Zoom
  ['attended', 'usernameoriginalname', 'jointime', 'leavetime'],
  ['username', 'jointime', 'leavetime', 'timeinsessionminutes'],
  ['nameoriginalname', 'useremail'],
  ['firstname', 'email', 'registrationtime', 'approvalstatus'],
]

export const shape: TableShape = {
  what: 'guests as Luma, Meetup, pretix and Zoom export them',
  dates: columns.namesOf('registered', 'checkedIn', 'joined'),
  isHeader: (names) => forms.some((form) => form.every((name) => names.has(name))),
  isWhole: (names) => names.has('topic') && (names.has('webinarid') || names.has('meetingid')),
  isTitle: (text) => /^((host|panelist|attendee|participant)s? details|other attended)$/i.test(text),
}
