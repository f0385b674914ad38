import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import {
  makeIssue,
  makePullRequest,
  makeRepository,
  makeText,
  makeUser,
  type Scene,
  toNumber,
} from './gh-archive-objects.ts'
import { makeRandom } from './random.ts'

/** What kinds there are, and how often of a thousand, about as in an hour of 2024. */
const shares: readonly (readonly [string, number, (scene: Scene, login: string) => object])[] = [
  ['PushEvent', 520, makePush],
  [
    'CreateEvent',
    130,
    () => ({ ref: 'fix', ref_type: 'branch', master_branch: 'main', description: null, pusher_type: 'user' }),
  ],
  ['WatchEvent', 75, () => ({ action: 'started' })],
  ['PullRequestEvent', 62, makeProposal],
  ['IssueCommentEvent', 60, makeIssueComment],
  ['DeleteEvent', 42, () => ({ ref: 'fix', ref_type: 'branch', pusher_type: 'user' })],
  ['IssuesEvent', 36, makeIssueAct],
  [
    'ForkEvent',
    21,
    (scene, login) => ({ forkee: { ...makeRepository(scene, login, scene.name), id: idOf(scene) } }),
  ],
  ['PullRequestReviewEvent', 22, makeReview],
  ['PullRequestReviewCommentEvent', 13, makeReviewComment],
  ['ReleaseEvent', 9, makeRelease],
  ['MemberEvent', 4, (_scene, login) => ({ member: makeUser(`new-${login}`), action: 'added' })],
  [
    'GollumEvent',
    3,
    () => ({
      pages: [
        {
          page_name: 'Home',
          title: 'Home',
          summary: null,
          action: 'edited',
          sha: 'a1',
          html_url: 'https://example.org',
        },
      ],
    }),
  ],
  [
    'CommitCommentEvent',
    2,
    (scene, login) => ({ comment: { id: 1, user: makeUser(login), body: makeText(scene, 400) } }),
  ],
  ['PublicEvent', 1, () => ({})],
]

const numberOf = ({ random }: Scene): number => 1 + Math.floor(random() * 500_000)
/** Of one thing among all on GitHub; no two are alike, or their acts would count once. */
const idOf = ({ random }: Scene): number => 1 + Math.floor(random() * 2 ** 50)

function makePush(scene: Scene, login: string): object {
  const commits = Array.from({ length: 1 + Math.floor(scene.random() ** 3 * 6) }, (_, index) => {
    const sha = (toNumber(login + index) * 1e9).toString(16).padEnd(40, 'a').slice(0, 40)
    return {
      sha,
      author: { email: `${login}@example.org`, name: login },
      message: makeText(scene, 300),
      distinct: true,
      url: `https://api.github.com/repos/${scene.owner}/${scene.name}/commits/${sha}`,
    }
  })
  return {
    repository_id: toNumber(scene.name),
    push_id: 17e9,
    size: commits.length,
    distinct_size: commits.length,
    ref: 'refs/heads/main',
    head: commits[0]?.sha,
    before: '0'.repeat(40),
    commits,
  }
}

function makeProposal(scene: Scene, login: string): object {
  const number = numberOf(scene)
  const opened = scene.random() < 0.5
  return {
    action: opened ? 'opened' : 'closed',
    number,
    pull_request: makePullRequest(
      scene,
      number,
      `author-${toNumber(login) % 999}`,
      !opened && scene.random() < 0.8,
    ),
  }
}

function makeIssueComment(scene: Scene, login: string): object {
  const number = numberOf(scene)
  const issue = makeIssue(scene, number, `author-${number}`, scene.random() < 0.5)
  return {
    action: 'created',
    issue,
    comment: {
      url: 'https://api.github.com/',
      id: idOf(scene),
      user: makeUser(login),
      created_at: scene.at,
      updated_at: scene.at,
      author_association: 'MEMBER',
      body: makeText(scene, 1500),
    },
  }
}

function makeIssueAct(scene: Scene, login: string): object {
  return {
    action: scene.random() < 0.6 ? 'opened' : 'closed',
    issue: makeIssue(scene, numberOf(scene), login, false),
  }
}

function makeReview(scene: Scene, login: string): object {
  const review = {
    id: idOf(scene),
    user: makeUser(login),
    body: makeText(scene, 300),
    state: 'approved',
    submitted_at: scene.at,
  }
  return {
    action: 'created',
    review,
    pull_request: makePullRequest(scene, numberOf(scene), 'author-1', false),
  }
}

function makeReviewComment(scene: Scene, login: string): object {
  const comment = {
    id: idOf(scene),
    user: makeUser(login),
    diff_hunk: makeText(scene, 900),
    path: 'src/a.ts',
    body: makeText(scene, 500),
  }
  return {
    action: 'created',
    comment,
    pull_request: makePullRequest(scene, numberOf(scene), 'author-1', false),
  }
}

function makeRelease(scene: Scene, login: string): object {
  const number = numberOf(scene)
  return {
    action: 'published',
    release: {
      id: idOf(scene),
      author: makeUser(login),
      tag_name: `v1.${number}`,
      name: `1.${number}`,
      draft: false,
      prerelease: false,
      created_at: scene.at,
      assets: [],
      body: makeText(scene, 2500),
    },
  }
}

function pickKind(random: () => number): (typeof shares)[number] {
  let chance = random() * 1000
  for (const kind of shares) {
    chance -= kind[1]
    if (chance < 0) return kind
  }
  return shares[0] as (typeof shares)[number]
}

function makeLine(index: number, at: Date, random: () => number): string {
  const [type, , makePayload] = pickKind(random)
  const person = Math.floor(60_000 ** random())
  const login = person % 9 === 0 ? `robot-${person}[bot]` : `person-${person}`
  const place = Math.floor(40_000 ** random())
  const scene: Scene = {
    random,
    owner: `owner-${place % 9000}`,
    name: `project-${place}`,
    at: at.toISOString().replace('.000', ''),
  }
  const full = `${scene.owner}/${scene.name}`
  return JSON.stringify({
    id: String(34_000_000_000 + index),
    type,
    actor: {
      id: toNumber(login),
      login,
      display_login: login,
      gravatar_id: '',
      url: `https://api.github.com/users/${login}`,
      avatar_url: `https://avatars.githubusercontent.com/u/${toNumber(login)}?`,
    },
    repo: { id: toNumber(full), name: full, url: `https://api.github.com/repos/${full}` },
    payload: makePayload(scene, login),
    public: true,
    created_at: scene.at,
    ...(place % 3 === 0
      ? {
          org: {
            id: toNumber(scene.owner),
            login: scene.owner,
            gravatar_id: '',
            url: `https://api.github.com/orgs/${scene.owner}`,
            avatar_url: 'https://avatars.githubusercontent.com/u/1?',
          },
        }
      : {}),
  })
}

/** Writes so many events, the same for the same seed, one after the other through an hour for each 200,000. */
export async function writeArchive(path: string, count: number, seed: number): Promise<void> {
  const random = makeRandom(seed)
  const file = createWriteStream(path)
  const start = Date.UTC(2024, 0, 15, 10)
  let block: string[] = []
  for (let index = 0; index < count; index++) {
    block.push(makeLine(index, new Date(start + Math.floor(index / 55.6) * 1000), random))
    if (block.length < 2000 && index + 1 < count) continue
    if (!file.write(`${block.join('\n')}\n`)) await once(file, 'drain')
    block = []
  }
  file.end()
  await once(file, 'finish')
}
