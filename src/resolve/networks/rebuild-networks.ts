import { z } from 'zod'
import { readModel, type Store } from '../../store/index.ts'
import { classifyDomain } from '../organisations/classify-domain.ts'
import { readKnowledge, readRecognition } from '../organisations/read-recognition.ts'
import { recogniseListed } from '../organisations/recognise-organisation.ts'
import { readNetworkVerdicts } from './decide-network.ts'
import { type NetworkKnowledge, tellNetwork } from './network-meaning.ts'
import { readSmallestGroup } from './smallest-group.ts'

const months = readModel(import.meta.url, './models/network-months.sql')

const seen = z.object({
  networkId: z.string(),
  number: z.number(),
  name: z.string(),
  domain: z.string(),
  class: z.string(),
})

const types = {
  visit_types: ['web.visit', 'docs.visit', 'pricing.visit'],
  download_types: ['software.download', 'package.pull', 'image.pull', 'repo.clone'],
}

/** More downloads a day from one address, or so many in a row with nearly the same time between them, are a machine's (methods 4.1). */
const machines = { most_downloads: 50, least_gaps: 10, steady: 0.1 }

const rowsAtOnce = 20_000

/** Which networks were seen, whose they are, and how much came from them. To be called when it is known what domains are. */
export async function rebuildNetworks(
  store: Store,
  asOf: Date,
  doubtfulFlags: readonly string[],
): Promise<void> {
  await tellNetworks(store)
  await store.rebuild('network_months', months, {
    ...types,
    ...machines,
    as_of: asOf,
    doubtful_flags: doubtfulFlags,
    smallest_group: await readSmallestGroup(store),
  })
}

async function tellNetworks(store: Store): Promise<void> {
  const networks = await store.read({
    text: `SELECT toString(sipHash64(number, toString(name), toString(domain))) AS networkId, number, toString(name) AS name,
        toString(domain) AS domain, toString(argMax(class, told_at)) AS class
      FROM network_sightings FINAL GROUP BY number, name, domain ORDER BY number, name, domain`,
    params: {},
    row: seen,
  })
  await store.write('TRUNCATE TABLE network_meanings')
  if (networks.length === 0) return
  const knowledge = await gatherKnowledge(store)
  const rows = networks.map((network) => {
    const meaning = tellNetwork(network, knowledge)
    return JSON.stringify({
      network_id: network.networkId,
      number: network.number,
      name: network.name,
      domain: network.domain,
      stated_class: network.class,
      class: meaning.class,
      reason: meaning.reason,
      is_decided: knowledge.verdicts.has(network.networkId),
      organisation_key: meaning.organisationKey,
      organisation_name: meaning.organisationName,
      organisation_domain: meaning.organisationDomain,
      organisation_kind: meaning.organisationKind,
    })
  })
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await store.append(
      'network_meanings',
      [Buffer.from(rows.slice(from, from + rowsAtOnce).join('\n'))],
      'JSONEachRow',
    )
}

async function gatherKnowledge(store: Store): Promise<NetworkKnowledge> {
  const knowledge = await readKnowledge(store)
  const domains = await store.read({
    text: 'SELECT DISTINCT registrable FROM domains WHERE organisation_id != 0',
    params: {},
    row: z.object({ registrable: z.string() }),
  })
  return {
    verdicts: await readNetworkVerdicts(store),
    classify: (domain) => classifyDomain(domain, knowledge),
    recognise: await readRecognition(store),
    recogniseListed: recogniseListed(knowledge),
    writtenFrom: new Set(domains.map(({ registrable }) => registrable)),
  }
}
