/**
 * Replaces the people in exported git logs (tab form with --numstat) by made-up ones: the same person gets the same name
 * in every file of one call; times, figures and paths stay. Usage: tsx pseudonymise.ts OUT_FOLDER LOG.gz…
 *
 * The key that chooses names is random and thrown away, so nobody can find out who was who by trying names. Kept: whether
 * two lines share a name or an address, the shape of a name and of an address, and the mail domain, unless it contains the
 * person's own name. Subjects are replaced by what the figures say, since subjects name people too; bug numbers stay.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

const key = randomBytes(32)

const givenNames =
  'Ada Alva Amina Anouk Aram Asta Basil Beatriz Bela Bruno Cato Chiara Cleo Dalia Dario Devi Doron Edda Eino Elif Emre Enzo Esme Fabio Farah Femi Finn Freya Gaia Giulia Hana Hector Hilde Ida Ilan Imre Ines Iris Ivo Jadwiga Jonas Juno Kaito Kalle Kiran Lea Leif Lena Linus Lola Luca Mael Malin Marek Mari Mika Mira Nadia Nils Noor Oda Olga Omar Orla Otto Paloma Petra Pia Quentin Rafa Ravi Rhea Rosa Runa Sami Selma Sina Sofia Sven Tamar Tarek Theo Tilda Timo Uma Una Vera Viggo Wanda Xenia Yara Yuki Zeno Zora'.split(
    ' ',
  )
const surnames =
  'Alder Almond Anise Apricot Ash Aspen Barley Basalt Bay Beech Birch Bramble Briar Bryony Burdock Campion Caraway Cedar Chervil Chestnut Clover Coral Cornel Cowslip Currant Cypress Damson Dill Dogwood Elder Elm Fennel Fern Fig Fir Flint Foxglove Garnet Gentian Ginger Gorse Granite Hawthorn Hazel Heather Hemlock Holly Hornbeam Hyssop Ivy Jade Jasmine Juniper Larch Laurel Lavender Lichen Lilac Linden Lovage Lupin Maple Marjoram Marl Medlar Mint Moss Mulberry Myrtle Nettle Oak Olive Onyx Opal Orchid Pear Peony Pine Plane Poplar Primrose Quartz Quince Reed Rowan Rue Saffron Sage Sedge Shale Slate Sorrel Spruce Tamarind Tansy Thistle Thyme Topaz Umber Verbena Vetch Walnut Willow Yarrow Yew'.split(
    ' ',
  )
const roleLocals = new Set(['root', 'admin', 'info', 'noreply', 'nobody', 'bugzilla', 'webmaster'])

const nameOf = new Map<string, string>()
const takenNames = new Set<string>()
const addressesUnder = new Map<string, Set<string>>()
const addressOf = new Map<string, string>()
const takenAddresses = new Set<string>()

function pick(list: readonly string[], ...about: string[]): string {
  const digest = createHmac('sha256', key).update(about.join('\0')).digest()
  return list[digest.readUInt32BE(0) % list.length] ?? ''
}

/** A made-up name of the same shape: one word stays a handle, several become given name and surname. */
function inventName(real: string): string {
  const wanted = real.trim().toLowerCase()
  const known = nameOf.get(wanted)
  if (known !== undefined) return known
  for (let attempt = 0; ; attempt++) {
    const given = pick(givenNames, 'given', wanted, String(attempt))
    const surname = pick(surnames, 'surname', wanted, String(attempt))
    const invented = /\s/.test(wanted) ? `${given} ${surname}` : `${given[0]}${surname}`.toLowerCase()
    if (takenNames.has(invented)) continue
    takenNames.add(invented)
    nameOf.set(wanted, invented)
    return invented
  }
}

/** A made-up address at the same domain; a domain that contains the person's name becomes one at example.org. */
function inventAddress(real: string, realName: string): string {
  const wanted = real.trim().toLowerCase()
  const known = addressOf.get(wanted)
  if (known !== undefined) return known
  const [local = '', domain] = real.split('@')
  const words = inventName(realName).toLowerCase().split(' ')
  const invented = roleLocals.has(local.toLowerCase()) ? local : shapeLocal(local, words)
  const named = domain !== undefined && namesPerson(domain, realName, local)
  const at = domain === undefined ? '' : `@${named ? `${words.at(-1)}.example.org` : domain}`
  let address = `${invented}${at}`
  for (let number = 2; takenAddresses.has(address.toLowerCase()); number++)
    address = `${invented}${number}${at}`
  takenAddresses.add(address.toLowerCase())
  addressOf.set(wanted, address)
  return address
}

function shapeLocal(local: string, words: readonly string[]): string {
  const [first = '', last = first] = [words[0], words.at(-1)]
  if (words.length === 1) return first
  if (local.includes('.')) return `${first}.${last}`
  if (local.includes('_')) return `${first}_${last}`
  return `${first[0]}${last}`
}

function namesPerson(domain: string, name: string, local: string): boolean {
  const label = domain.toLowerCase().split('.').slice(-2)[0] ?? ''
  return [...name.toLowerCase().split(/\s+/), local.toLowerCase()].some(
    (word) => word.length > 3 && label.includes(word),
  )
}

/** Addresses that appear under one full name, as a project's own `.mailmap` would list them. */
function writeMailmap(): string {
  const lines = [...addressesUnder].flatMap(([name, addresses]) => {
    const [proper, ...others] = [...addresses]
    return name.includes(' ') ? others.map((other) => `${name} <${proper}> <${other}>`) : []
  })
  return `${lines.sort().join('\n')}\n`
}

interface Commit {
  readonly head: readonly string[]
  readonly files: readonly string[]
}

function* splitCommits(text: string): Iterable<Commit> {
  for (const block of text.split(/^(?=@[0-9a-f]{40}\t)/m)) {
    const [head = '', ...rest] = block.split('\n')
    if (head.startsWith('@'))
      yield { head: head.slice(1).split('\t'), files: rest.filter((line) => line !== '') }
  }
}

function describe(subject: string, files: readonly string[]): string {
  const bugs = [...subject.matchAll(/#\s?(\d{4,})/g)].map((match) => `#${match[1]}`)
  if (bugs.length > 0) return `Fixes bug ${bugs.join(', ')}`
  const paths = files.map((line) => line.split('\t')[2] ?? '').filter((path) => !/ChangeLog/.test(path))
  const language =
    paths.length > 0 &&
    paths.every((path) => /(^|\/)po\//.test(path)) &&
    paths[0]?.match(/([\w@]+)\.po$/)?.[1]
  if (language) return `Updated translation (${language})`
  const folders = new Set(paths.map((path) => path.split('/')[0]))
  return folders.size === 1 ? `Changes in ${[...folders][0]}` : 'Changes'
}

function pseudonymise(text: string): string {
  const out: string[] = []
  for (const { head, files } of splitCommits(text)) {
    const [hash = '', name = '', address = '', authored = '', committed = '', ...subject] = head
    const invented = { name: inventName(name), address: inventAddress(address, name) }
    addressesUnder.set(invented.name, (addressesUnder.get(invented.name) ?? new Set()).add(invented.address))
    const newHash = createHmac('sha1', key).update(hash).digest('hex')
    const fields = [
      newHash,
      invented.name,
      invented.address,
      authored,
      committed,
      describe(subject.join(' '), files),
    ]
    out.push(`@${fields.join('\t')}`, '', ...files)
  }
  return `${out.join('\n')}\n`
}

const [folder, ...logs] = process.argv.slice(2)
if (folder === undefined || logs.length === 0) {
  console.error('Usage: tsx examples/evolution-2007/pseudonymise.ts OUT_FOLDER LOG.gz…')
  process.exit(2)
}
mkdirSync(folder, { recursive: true })
for (const log of logs) {
  const text = pseudonymise(gunzipSync(readFileSync(log)).toString('utf8'))
  writeFileSync(join(folder, `${basename(log).split('.')[0]}.log.gz`), gzipSync(text, { level: 9 }))
}
writeFileSync(join(folder, '.mailmap'), writeMailmap())
console.log(`${nameOf.size} names and ${addressOf.size} addresses replaced in ${logs.length} logs.`)
