import crawlers from 'crawler-user-agents'
import { describe, expect, test } from 'vitest'
import { recogniseAgent } from './agent.ts'
import { ownAgents } from './agent-table.ts'

const known: [string, string, string][] = [
  ['pip/24.0 {"cpu":"x86_64","python":"3.11.2","ci":null}', 'package-manager', 'pip'],
  ['pip/24.0 {"ci":true,"cpu":"x86_64"}', 'ci', 'pip'],
  ['npm/10.2.0 node/v20.9.0 linux x64 workspaces/false', 'package-manager', 'npm'],
  ['npm/10.2.0 node/v20.9.0 linux x64 workspaces/false ci/github-actions', 'ci', 'npm'],
  ['Composer/2.7.1 (Linux; 6.1; PHP 8.2; cURL 8.5; Platform-PHP 8.2; CI)', 'ci', 'Composer'],
  ['Debian APT-HTTP/1.3 (2.6.1)', 'package-manager', 'APT'],
  ['libdnf (Fedora Linux 40; server; Linux.x86_64)', 'package-manager', 'DNF'],
  ['docker/27.1 go/go1.21 git-commit/cc13f95 kernel/6.1 os/linux arch/amd64', 'package-manager', 'Docker'],
  ['Apache-Maven/3.9.6 (Java 21; Linux 6.1)', 'package-manager', 'Maven'],
  ['git/2.43.0', 'git', 'Git'],
  ['git/2.39.2.(Apple Git-143)', 'git', 'Git'],
  ['JGit/6.8.0', 'git', 'JGit'],
  ['GitHub-Actions', 'ci', 'GitHub Actions'],
  ['curl/8.5.0', 'tool', 'curl'],
  ['Wget/1.21.4', 'tool', 'Wget'],
  ['python-requests/2.31.0', 'tool', 'Python library'],
  ['Go-http-client/2.0', 'tool', 'Go library'],
  ['kube-probe/1.29', 'monitor', 'Kubernetes probe'],
  ['Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)', 'monitor', 'UptimeRobot'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'crawler', ''],
  [
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    'crawler',
    '',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/127.0.0.0 Safari/537.36 Edg/127.0.0.0',
    'browser',
    'Edge',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/127.0.0.0 Safari/537.36',
    'browser',
    'Chrome',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'browser',
    'Safari',
  ],
  ['Midori/0.2 (X11; Linux; U; fr-fr) WebKit/531.2+', 'other', ''],
  ['-', 'unknown', ''],
  ['', 'unknown', ''],
]

describe('the kind of program an agent stands for', () => {
  test.each(known)('%s', (agent, kind, client) => {
    expect(recogniseAgent(agent)).toEqual({ kind, client })
  })

  test('nearly every crawler of the public list is one, or a program of ours', () => {
    const agents = crawlers.flatMap((crawler) => crawler.instances)
    const missed = agents.filter((agent) => ['browser', 'other'].includes(recogniseAgent(agent).kind))
    expect(agents.length).toBeGreaterThan(2000)
    expect(missed.length).toBeLessThan(agents.length / 100)
  })

  test('a name says one thing: no client has two kinds', () => {
    const names = ownAgents.flatMap(({ clients }) => Object.keys(clients))
    expect(new Set(names).size).toBe(names.length)
  })

  test('an agent of a mebibyte takes no time', () => {
    const started = performance.now()
    recogniseAgent(`Mozilla/5.0 (${'x; '.repeat(350)}) Gecko/20100101 Firefox/128.0`)
    recogniseAgent('a/'.repeat(512))
    expect(performance.now() - started).toBeLessThan(500)
  })
})
