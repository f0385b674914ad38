/**
 * What stands before the "@" in addresses of a role, a team or a program: they do not say who wrote, so they join nobody.
 * The first two lines are the list of the method (3.2), the others what real histories add.
 */
export const roleLocals: readonly string[] = words(`
  info admin root support sales contact noreply dev build ci bot
  webmaster postmaster security team hello git
  no-reply no_reply donotreply do-not-reply notification notifications mailer-daemon daemon
  administrator administrador sysadmin hostmaster abuse office helpdesk help feedback press marketing
  www www-data apache nginx httpd cron svn svnroot cvs cvsroot hg bzr jenkins hudson buildbot builder travis
  nobody none no-one noone anonymous unknown noauthor null user test
  developers developer devel maintainers maintainer list lists announce release releases service services
`)

/** Words that people do not have in their name: "Support Team" and "Acme Software" are no person. */
export const roleWords: readonly string[] = words(`
  admin administrator root support sales team webmaster postmaster security noreply no-reply build builder builds ci
  system service services server daemon automation infrastructure operations ops release releases maintainers developers
  project account bot robot user anonymous unknown nobody administrador info contact office help helpdesk
  inc corp corporation ltd limited gmbh llc company software technologies solutions group foundation labs studio
`)

/** "Jane Doe via announce" and "Jane Doe (JIRA)": a list or a service wrote in Jane's name; the address is not hers. */
export const relayPattern =
  '(?i)\\S\\s+via\\s|\\S\\s+\\(?jira\\)?$|\\((?:code review|gerrit|bugzilla|github)\\)$'

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
