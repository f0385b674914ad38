import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type MailmapLine, type ObservedAct, observe, stateMailmap } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()

/** Somebody as commits name them: "Name <address>". */
const parseAuthor = (author: string): { name: string; email: string } => {
  const [, name = '', email = ''] = author.match(/^(.*?) ?<(.*)>$/s) ?? []
  return { name, email }
}
const commits = (...authors: string[]): ObservedAct[] => authors.map(parseAuthor)

const renames = (username: string, from: string, kind: string): ObservedAct[] => [
  {
    platform: 'irc:example',
    type: 'chat.join',
    username,
    id: `${from} > ${username}`,
    renamed: { from, kind },
  },
]

const acts: ObservedAct[] = [
  // R2: .mailmap
  ...commits('root <root@box.example.org>', 'Rosa <root@box.example.org>'),
  ...commits('Kim Kay <Kim@Old.example.org>', 'Kim Kay <kim@example.org>'),
  ...commits('lee <lee@old.example.org>', 'L. Lund <lee@new.example.org>'),
  ...commits('Ann <lab@example.org>', 'Ann Archer <ann@example.org>'),
  ...commits('Zed <lab@example.org>', 'Ola Owner <lab-owner@example.org>'),
  ...commits('Mia Moon <mia@example.org>', 'Max Moor <max@example.org>'),
  { ...parseAuthor('Una Else <kim@old2.example.org>'), source: 'git:other' },
  // R3: accounts of a platform
  { platform: 'forum', accountId: '7', username: 'opal' },
  { platform: 'forum', accountId: '7', username: 'opal-renamed' },
  { platform: 'chat', accountId: '7', username: 'somebody-else' },
  // R6: GitLab's no-reply addresses
  ...commits(
    'gwen <41-gwen@users.noreply.gitlab.com>',
    'Gwen Gorse <41-gwen.gorse@users.noreply.gitlab.com>',
  ),
  ...commits('ilex <41-ilex@users.noreply.git.example.org>', 'gil <42-gwen@users.noreply.gitlab.com>'),
  { platform: 'gitlab', accountId: '41', username: 'ggorse' },
  // nicks
  ...['quill', 'Quill|away', 'oswin', 'Guest77', 'sluice', 'handed', 'TealWeft', 'tealweft'].map(
    (username) => ({
      platform: 'irc:example',
      username,
    }),
  ),
  ...renames('Quill|away', 'quill', 'variant'),
  ...renames('oswin', 'QUILL', 'other'),
  ...renames('sluice', 'Guest77', 'guest'),
  ...['alder1', 'birch2', 'cedar3', 'drake4', 'elder5', 'finch6'].flatMap((nick) => [
    { platform: 'irc:example', username: nick },
    ...renames('handed', nick, 'other'),
  ]),
  // R4: addresses
  ...commits('Pia Park <Pia.Park@Example.org>', 'pia <  pia.park@example.org >'),
  ...commits('Quinn Gray <q.gray+git@gmail.com>', 'Quinn <qgray+git@googlemail.com>'),
  ...commits('Tina Tann <tina@bücher.example>', 'Tina <tina@xn--bcher-kva.example>'),
  ...commits('Ina Info <info@acme.example>', 'Jon Other <info@acme.example>'),
  ...commits('ant <ant@localhost>', 'Bo Bee <ant@localhost>'),
  ...commits('A One <many@example.org>', 'B Two <many@example.org>', 'C Three <many@example.org>'),
  ...commits('D Four <many@example.org>'),
  ...commits('Sam Same <sam1@example.org>', 'Sam Same <sam2@example.org>'),
  // likeness
  ...commits('Mara Miller <mara@example.org>', 'mmiller <dragon7@gmx.de>'),
  ...commits('Wei <ww@gmail.com>', 'Wei <tiger9@gmx.de>'),
  ...commits(
    'Sławomir Żółtowski <s@example.com>',
    'slawomir.zoltowski <x@example.net>',
    'Żółtowski, Sławomir <y@example.net>',
  ),
  ...commits('Yva Ilves via talk <talk@lists.example>', 'Olo Uusi via talk <talk@lists.example>'),
  ...commits(
    'Yva Ilves <yva@example.org>',
    'Nia Noor and Pax Prior <pair@example.org>',
    'Nia Noor <nia@example.org>',
  ),
  // R5: GitHub's no-reply addresses
  ...commits(
    'ren <123+old-login@users.noreply.github.com>',
    'Ren Ray <123+new-login@users.noreply.github.com>',
  ),
  ...commits('Lia Long <77+lia@users.noreply.github.com>', 'lia <Lia@users.noreply.github.com>'),
  ...commits('t1 <1+twin@users.noreply.github.com>', 't2 <2+twin@users.noreply.github.com>'),
  ...commits('t3 <twin@users.noreply.github.com>', 't4 <Twin@users.noreply.github.com>'),
  // cannot-link
  ...commits('Two Ids <500+two@users.noreply.github.com>', 'Two Ids <501+two2@users.noreply.github.com>'),
  ...commits('Release Bot <rel@example.org>', 'Rel Person <rel@example.org>', 'Rel <rel@example.org>'),
  // bots and people who are none
  ...commits(
    'dependabot[bot] <49+dependabot[bot]@users.noreply.github.com>',
    'Weblate <weblate@example.org>',
  ),
  ...commits('reconbot <reconbot@example.org>', 'Léa Lébot <lea@example.org>', 'Abbott <abbott@example.org>'),
  ...commits('vince <build-bot@example.org>', 'bot_x <x@example.org>', 'a.bot.b <ab@example.org>'),
  { ...parseAuthor('Helpful Voice <voice@example.org>'), platform: 'chat', isBot: true },
  { ...parseAuthor('Gil Gale <gil@example.org>'), id: 'through a tool', isBot: true },
  ...commits('Gil Gale <gil@example.org>'),
  // roles
  ...commits(
    'Support Team <support@example.org>',
    'Jane Doe <git@doe.example>',
    'webmaster <webmaster@example.org>',
  ),
  ...commits('张三 <admin@example.org>', 'Acme <hello@acme.example>', ' <>'),
]

const mailmap: MailmapLine[] = [
  ['Rosa Root', '', '', 'root@box.example.org'],
  ['', 'kim@example.org', '', 'KIM@old.example.org'],
  ['Lee Lund', 'lee@new.example.org', '', 'lee@old.example.org'],
  ['Ola Owner', 'lab-owner@example.org', '', 'lab@example.org'],
  ['Ann Archer', 'ann@example.org', 'ANN', 'lab@example.org'],
  ['Kim Kay', 'kim@example.org', '', 'kim@old2.example.org'],
  ['Two Ids', 'two@example.org', '', '500+two@users.noreply.github.com'],
  ['Two Ids', 'two@example.org', '', '501+two2@users.noreply.github.com'],
]

let personOf: (who: string) => Promise<string>
let evidenceFor: (who: string) => Promise<string[]>

beforeAll(async () => {
  await observe(store, acts)
  await stateMailmap(store, [['Mia Moon', 'mia@example.org', '', 'max@example.org']], {
    at: '2019-01-01T00:00:00Z',
  })
  await stateMailmap(store, mailmap)
  await resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })
  const aliases = await store.read({
    text: `SELECT if(name = '' AND email = '', username, concat(name, ' <', email, '>')) AS who, toString(person_id) AS person FROM person_aliases`,
    params: {},
    row: z.object({ who: z.string(), person: z.string() }),
  })
  const people = new Map(aliases.map(({ who, person }) => [who, person]))
  personOf = async (who) => {
    const person = people.get(who)
    if (person === undefined) throw new Error(`nobody is ${who}`)
    return person
  }
  evidenceFor = async (who) => {
    const rows = await store.read({
      text: 'SELECT verdict, evidence FROM alias_links WHERE person_id = {person:UInt64} ORDER BY evidence',
      params: { person: await personOf(who) },
      row: z.object({ verdict: z.string(), evidence: z.string() }),
    })
    return rows.map(({ verdict, evidence }) => `${verdict}: ${evidence}`)
  }
})

async function expectSame(...whos: string[]): Promise<void> {
  const people = await Promise.all(whos.map((who) => personOf(who)))
  expect(new Set(people).size, whos.join(', ')).toBe(1)
}

async function expectApart(...whos: string[]): Promise<void> {
  const people = await Promise.all(whos.map((who) => personOf(who)))
  expect(new Set(people).size, whos.join(', ')).toBe(whos.length)
}

const readPerson = async (who: string) =>
  store.readOne({
    text: 'SELECT name, email, class, class_reason FROM people WHERE person_id = {person:UInt64}',
    params: { person: await personOf(who) },
    row: z.object({ name: z.string(), email: z.string(), class: z.string(), class_reason: z.string() }),
  })

describe('R2: the .mailmap of a project', () => {
  test('a name for an address joins what writes from it, even a role address', async () => {
    await expectSame('root <root@box.example.org>', 'Rosa <root@box.example.org>')
    expect(await readPerson('root <root@box.example.org>')).toMatchObject({
      name: 'Rosa Root',
      class: 'human',
    })
  })

  test('an address for an address, in any case', async () => {
    await expectSame('Kim Kay <Kim@Old.example.org>', 'Kim Kay <kim@example.org>')
    expect(await evidenceFor('Kim Kay <kim@example.org>')).toEqual([
      'accepted: The .mailmap of git:made-up says that Kim Kay <Kim@Old.example.org> is Kim Kay <kim@example.org>.',
    ])
  })

  test('a name and an address for an address; the stated ones are shown', async () => {
    await expectSame('lee <lee@old.example.org>', 'L. Lund <lee@new.example.org>')
    expect(await readPerson('lee <lee@old.example.org>')).toMatchObject({
      name: 'Lee Lund',
      email: 'lee@new.example.org',
    })
  })

  test('a line for name and address goes before one for the address, and divides it', async () => {
    await expectSame('Ann <lab@example.org>', 'Ann Archer <ann@example.org>')
    await expectSame('Zed <lab@example.org>', 'Ola Owner <lab-owner@example.org>')
    await expectApart('Ann <lab@example.org>', 'Zed <lab@example.org>')
    expect(await evidenceFor('Zed <lab@example.org>')).toContain(
      'blocked: The .mailmap says that several people write from lab@example.org; the address alone does not say who wrote.',
    )
  })

  test('only the latest statement holds', () =>
    expectApart('Mia Moon <mia@example.org>', 'Max Moor <max@example.org>'))

  test('it applies to its own source', () =>
    expectApart('Una Else <kim@old2.example.org>', 'Kim Kay <kim@example.org>'))
})

describe('R3: accounts', () => {
  test('one account is one person, on its platform', async () => {
    await expectSame('opal', 'opal-renamed')
    await expectApart('opal', 'somebody-else')
  })
})

describe('nicks', () => {
  test('who changes from one to the other is one person, whatever the case', async () => {
    await expectSame('quill', 'Quill|away', 'oswin')
    expect(await evidenceFor('oswin')).toContain(
      'accepted: Somebody changed between the nicks quill and oswin on irc:example.',
    )
  })

  test('case does not count on IRC', async () => {
    await expectSame('TealWeft', 'tealweft')
    expect(await evidenceFor('tealweft')).toContain(
      'accepted: Both are the nick tealweft on irc:example, where case does not count.',
    )
  })

  test('a guest’s nick is nobody’s, and one that goes from hand to hand joins nobody', async () => {
    await expectApart('sluice', 'Guest77')
    await expectApart('handed', 'alder1', 'finch6')
    expect((await evidenceFor('alder1')).join()).toContain('was used with more others than one person has')
  })
})

describe('R4: addresses', () => {
  test('the same address, whatever its case and blanks', async () => {
    await expectSame('Pia Park <Pia.Park@Example.org>', 'pia <  pia.park@example.org >')
    expect(await evidenceFor('Pia Park <Pia.Park@Example.org>')).toEqual([
      'accepted: Both write from pia.park@example.org.',
    ])
  })

  test('dots do not count at Google', () =>
    expectSame('Quinn Gray <q.gray+git@gmail.com>', 'Quinn <qgray+git@googlemail.com>'))

  test('an international domain is its ASCII form', () =>
    expectSame('Tina Tann <tina@bücher.example>', 'Tina <tina@xn--bcher-kva.example>'))

  test('a role address joins nobody and says why', async () => {
    await expectApart('Ina Info <info@acme.example>', 'Jon Other <info@acme.example>')
    expect(await evidenceFor('Jon Other <info@acme.example>')).toEqual([
      'blocked: info@acme.example is a role address; it does not say who wrote.',
    ])
  })

  test('an address any machine has joins nobody', async () => {
    await expectApart('ant <ant@localhost>', 'Bo Bee <ant@localhost>')
    expect(await evidenceFor('ant <ant@localhost>')).toEqual([
      'blocked: ant@localhost could be on any machine; it does not say who wrote.',
    ])
  })

  test('an address under more than three surnames joins nobody', async () => {
    await expectApart('A One <many@example.org>', 'B Two <many@example.org>', 'D Four <many@example.org>')
    expect(await evidenceFor('D Four <many@example.org>')).toContain(
      'blocked: many@example.org is used under 4 surnames; it is shared and does not say who wrote.',
    )
  })
})

describe('likeness', () => {
  test('the same rare name joins, and says how rare', async () => {
    await expectSame('Sam Same <sam1@example.org>', 'Sam Same <sam2@example.org>')
    expect(await evidenceFor('Sam Same <sam1@example.org>')).toEqual([
      expect.stringMatching(/^accepted: Probably one person \(99.*both are called sam same \(\+\d/),
    ])
  })

  test('an initial and a surname join nobody, but ask', async () => {
    await expectApart('Mara Miller <mara@example.org>', 'mmiller <dragon7@gmx.de>')
    expect(await evidenceFor('mmiller <dragon7@gmx.de>')).toEqual([
      expect.stringMatching(
        /^review: Possibly one person \(\d\d\.?\d? %\): “mmiller” is the other’s initial and surname/,
      ),
    ])
  })

  test('a common given name is no sign at all', async () => {
    await expectApart('Wei <ww@gmail.com>', 'Wei <tiger9@gmx.de>')
    expect(await evidenceFor('Wei <ww@gmail.com>')).toEqual([])
  })

  test('what an address is made of the name, in other letters and another order', () =>
    expectSame(
      'Sławomir Żółtowski <s@example.com>',
      'slawomir.zoltowski <x@example.net>',
      'Żółtowski, Sławomir <y@example.net>',
    ))

  test('a name another list writes in joins; the list’s address does not', async () => {
    await expectSame('Yva Ilves via talk <talk@lists.example>', 'Yva Ilves <yva@example.org>')
    await expectApart('Yva Ilves via talk <talk@lists.example>', 'Olo Uusi via talk <talk@lists.example>')
  })

  test('two at one desk are neither of them', () =>
    expectApart('Nia Noor and Pax Prior <pair@example.org>', 'Nia Noor <nia@example.org>'))
})

describe('R6: GitLab’s no-reply addresses', () => {
  test('the number survives a rename, and is that of the account', async () => {
    await expectSame(
      'gwen <41-gwen@users.noreply.gitlab.com>',
      'Gwen Gorse <41-gwen.gorse@users.noreply.gitlab.com>',
      'ggorse',
    )
    expect(await evidenceFor('ggorse')).toContain(
      'accepted: Both are account 41 on gitlab, by its no-reply address.',
    )
  })

  test('a number means an account of its host only', () =>
    expectApart(
      'gwen <41-gwen@users.noreply.gitlab.com>',
      'ilex <41-ilex@users.noreply.git.example.org>',
      'gil <42-gwen@users.noreply.gitlab.com>',
    ))
})

describe('R5: GitHub’s no-reply addresses', () => {
  test('the number survives a rename', () =>
    expectSame(
      'ren <123+old-login@users.noreply.github.com>',
      'Ren Ray <123+new-login@users.noreply.github.com>',
    ))

  test('the bare name belongs to the one account of that name', () =>
    expectSame('Lia Long <77+lia@users.noreply.github.com>', 'lia <Lia@users.noreply.github.com>'))

  test('a name two accounts had joins only itself', async () => {
    await expectApart(
      't1 <1+twin@users.noreply.github.com>',
      't2 <2+twin@users.noreply.github.com>',
      't3 <twin@users.noreply.github.com>',
    )
    await expectSame('t3 <twin@users.noreply.github.com>', 't4 <Twin@users.noreply.github.com>')
    expect((await evidenceFor('t1 <1+twin@users.noreply.github.com>')).join()).toContain(
      'The name twin has belonged to more than one account on GitHub',
    )
  })
})

describe('cannot-link', () => {
  test('two accounts on one host stay two people, even against the .mailmap', async () => {
    await expectApart(
      'Two Ids <500+two@users.noreply.github.com>',
      'Two Ids <501+two2@users.noreply.github.com>',
    )
    expect((await evidenceFor('Two Ids <501+two2@users.noreply.github.com>')).join()).toMatch(
      /^blocked: .*two accounts on one host, so they stay apart\.$/,
    )
  })

  test('a bot and a human stay apart; the humans still meet', async () => {
    await expectApart('Release Bot <rel@example.org>', 'Rel Person <rel@example.org>')
    await expectSame('Rel Person <rel@example.org>', 'Rel <rel@example.org>')
    expect(await evidenceFor('Release Bot <rel@example.org>')).toEqual([
      'blocked: Both write from rel@example.org; but one is a bot and the other is not, so they stay apart.',
    ])
  })
})

describe('classes', () => {
  test.each([
    ['dependabot[bot] <49+dependabot[bot]@users.noreply.github.com>', 'its name ends in [bot]'],
    ['Weblate <weblate@example.org>', 'listed: Weblate, translations brought over'],
    ['Release Bot <rel@example.org>', '“Release Bot <rel” reads like the name of a bot'],
    ['Helpful Voice <voice@example.org>', 'its source calls it a bot'],
    ['vince <build-bot@example.org>', '“vince <build-bot” reads like the name of a bot'],
    ['bot_x <x@example.org>', '“bot_x <x” reads like the name of a bot'],
    ['a.bot.b <ab@example.org>', '“a.bot.b <ab” reads like the name of a bot'],
  ])('%s is a bot: %s', async (who, reason) => {
    expect(await readPerson(who)).toMatchObject({ class: 'bot', class_reason: reason })
  })

  test.each([
    'reconbot <reconbot@example.org>',
    'Gil Gale <gil@example.org>',
    'Léa Lébot <lea@example.org>',
    'Abbott <abbott@example.org>',
    'Jane Doe <git@doe.example>',
    '张三 <admin@example.org>',
  ])('%s is a human', async (who) => {
    expect(await readPerson(who)).toMatchObject({ class: 'human', class_reason: '' })
  })

  test.each([
    [
      'Support Team <support@example.org>',
      'support@example.org is a role address and its name is no person’s',
    ],
    [
      'webmaster <webmaster@example.org>',
      'webmaster@example.org is a role address and its name is no person’s',
    ],
    ['Acme <hello@acme.example>', 'hello@acme.example is a role address and its name is no person’s'],
  ])('%s is a role', async (who, reason) => {
    expect(await readPerson(who)).toMatchObject({ class: 'role', class_reason: reason })
  })
})
