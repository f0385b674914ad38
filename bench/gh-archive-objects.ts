/** The objects that events of GH Archive carry, whole as GitHub writes them, made up from a few numbers. */
export interface Scene {
  readonly random: () => number
  readonly owner: string
  readonly name: string
  readonly at: string
}

const words =
  'the cache linker fails on large inputs when parser and tuning guide disagree about upgrade order '
const lorem = words.repeat(30)

/** A text of up to so many characters. */
export const makeText = ({ random }: Scene, most: number): string =>
  lorem.slice(0, 20 + Math.floor(random() * random() * most))

export function makeUser(login: string): object {
  const api = `https://api.github.com/users/${login}`
  return {
    login,
    id: toNumber(login),
    node_id: `U_kgDO${toNumber(login).toString(36)}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${toNumber(login)}?v=4`,
    gravatar_id: '',
    url: api,
    html_url: `https://github.com/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  }
}

/** A number that follows from a name. */
export function toNumber(name: string): number {
  let sum = 7
  for (let index = 0; index < name.length; index++) sum = (sum * 31 + name.charCodeAt(index)) % 99_999_989
  return sum
}

const links = [
  'keys{/key_id}',
  'collaborators{/collaborator}',
  'teams',
  'hooks',
  'issues/events{/number}',
  'events',
  'assignees{/user}',
  'branches{/branch}',
  'tags',
  'git/blobs{/sha}',
  'git/tags{/sha}',
  'git/refs{/sha}',
  'git/trees{/sha}',
  'statuses/{sha}',
  'languages',
  'stargazers',
  'contributors',
  'subscribers',
  'subscription',
  'commits{/sha}',
  'git/commits{/sha}',
  'comments{/number}',
  'issues/comments{/number}',
  'contents/{+path}',
  'compare/{base}...{head}',
  'merges',
  '{archive_format}{/ref}',
  'downloads',
  'issues{/number}',
  'pulls{/number}',
  'milestones{/number}',
  'notifications{?since,all,participating}',
  'labels{/name}',
  'releases{/id}',
  'deployments',
]

export function makeRepository({ random, at }: Scene, owner: string, name: string): object {
  const api = `https://api.github.com/repos/${owner}/${name}`
  return {
    id: toNumber(`${owner}/${name}`),
    node_id: 'R_kgDOKx',
    name,
    full_name: `${owner}/${name}`,
    private: false,
    owner: makeUser(owner),
    html_url: `https://github.com/${owner}/${name}`,
    description: 'A cache that forgets nothing, with a parser for its own memories',
    fork: random() < 0.5,
    url: api,
    ...Object.fromEntries(links.map((link) => [`${link.replace(/[^a-z]+/g, '_')}_url`, `${api}/${link}`])),
    created_at: at,
    updated_at: at,
    pushed_at: at,
    git_url: `git://github.com/${owner}/${name}.git`,
    homepage: null,
    size: Math.floor(random() * 9999),
    stargazers_count: Math.floor(random() * 999),
    language: 'TypeScript',
    has_issues: true,
    license: {
      key: 'apache-2.0',
      name: 'Apache License 2.0',
      spdx_id: 'Apache-2.0',
      url: null,
      node_id: 'MDc',
    },
    topics: ['cache', 'parser'],
    visibility: 'public',
    forks: 3,
    open_issues: 12,
    watchers: 99,
    default_branch: 'main',
  }
}

export function makeIssue(scene: Scene, number: number, login: string, isPullRequest: boolean): object {
  const { owner, name, at } = scene
  const api = `https://api.github.com/repos/${owner}/${name}/issues/${number}`
  const page = `https://github.com/${owner}/${name}/${isPullRequest ? 'pull' : 'issues'}/${number}`
  return {
    url: api,
    repository_url: `https://api.github.com/repos/${owner}/${name}`,
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    html_url: page,
    id: number * 7919,
    node_id: 'I_kwDO',
    number,
    title: makeText(scene, 120),
    user: makeUser(login),
    labels: [
      {
        id: 1,
        node_id: 'LA',
        url: `${api}/labels/bug`,
        name: 'bug',
        color: 'd73a4a',
        default: true,
        description: "Something isn't working",
      },
    ],
    state: 'open',
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 2,
    created_at: at,
    updated_at: at,
    closed_at: null,
    author_association: 'NONE',
    ...(isPullRequest
      ? {
          draft: false,
          pull_request: { url: api.replace('issues', 'pulls'), html_url: page, merged_at: null },
        }
      : {}),
    body: `### What happens\r\n\r\n${makeText(scene, 2800)}\r\n\r\n"quoted" — naïve ✓`,
    reactions: {
      url: `${api}/reactions`,
      total_count: 0,
      '+1': 0,
      '-1': 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
    timeline_url: `${api}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  }
}

export function makePullRequest(scene: Scene, number: number, login: string, merged: boolean): object {
  const { owner, name, at, random } = scene
  const api = `https://api.github.com/repos/${owner}/${name}/pulls/${number}`
  const sha = (toNumber(at + login) * 1e9).toString(16).padEnd(40, '0').slice(0, 40)
  return {
    url: api,
    id: number * 104729,
    node_id: 'PR_kwDO',
    html_url: `https://github.com/${owner}/${name}/pull/${number}`,
    number,
    state: merged ? 'closed' : 'open',
    locked: false,
    title: makeText(scene, 120),
    user: makeUser(login),
    body: makeText(scene, 2800),
    created_at: at,
    updated_at: at,
    closed_at: merged ? at : null,
    merged_at: merged ? at : null,
    merge_commit_sha: sha,
    assignee: null,
    assignees: [],
    requested_reviewers: random() < 0.3 ? [makeUser(owner)] : [],
    labels: [],
    head: {
      label: `${login}:fix`,
      ref: 'fix',
      sha,
      user: makeUser(login),
      repo: makeRepository(scene, login, name),
    },
    base: {
      label: `${owner}:main`,
      ref: 'main',
      sha,
      user: makeUser(owner),
      repo: makeRepository(scene, owner, name),
    },
    _links: Object.fromEntries(
      ['self', 'html', 'issue', 'comments', 'commits', 'statuses'].map((link) => [
        link,
        { href: `${api}/${link}` },
      ]),
    ),
    author_association: 'CONTRIBUTOR',
    merged,
    merged_by: merged ? makeUser(owner) : null,
    comments: 1,
    commits: 2,
    additions: Math.floor(random() * 400),
    deletions: Math.floor(random() * 90),
    changed_files: 1 + Math.floor(random() * 9),
  }
}
