/**
 * Host names that machines carry out of the box or that mean "none": the same address on two of them says nothing.
 * Other names without a dot stay evidence: a `jane@kiste` is one machine, and imported histories write `jane@<repository id>`.
 */
const defaultHosts = new Set(
  (
    'localhost local localdomain lan home internal invalid intranet corp none unknown noname nowhere null nil hidden ' +
    'host hostname server computer machine desktop laptop notebook workstation pc mac macbook imac vm dev test ' +
    'debian ubuntu fedora centos archlinux arch gentoo raspberrypi kali vagrant docker linux x.x noemail nomail'
  ).split(' '),
)
const defaultEnds =
  /(?:^|\.)(?:localhost|local|localdomain|lan|home|internal|invalid|intranet|\(none\)|none)$/

export const isHostAnybodys = (domain: string): boolean =>
  domain === '' || defaultHosts.has(domain) || defaultEnds.test(domain)
