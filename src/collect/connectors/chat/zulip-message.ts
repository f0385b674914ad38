import { z } from 'zod'
import { findProofs } from '../../../core/index.ts'
import { type Bots, readRepeated, toBridged } from './bridge.ts'
import { type JsonPart, parsePart } from './json-scanner.ts'
import { toMoment } from './moment.ts'
import { type ChatRecord, directMessage, pass, refuse } from './record.ts'
import type { ZulipDirectory } from './zulip-directory.ts'

interface Place {
  readonly directory: ZulipDirectory
  readonly bots: Bots
  readonly now: Date
  readonly position: string
}

const messageForm = z.object({
  id: z.number(),
  sender: z.number().nullish().catch(undefined),
  recipient: z.number().nullish().catch(undefined),
  subject: z.string().nullish().catch(undefined),
  content: z.string().nullish().catch(undefined),
  date_sent: z.number().nullish().catch(undefined),
})

/** What a message tells; its topic is the thread it belongs to. */
export function toMessageRecord(part: JsonPart, place: Place): ChatRecord {
  const parsed = messageForm.safeParse(parsePart(part))
  if (!parsed.success) return refuse('it is no message of Zulip', place.position, part.text ?? '')
  const { id, sender, recipient, subject, content, date_sent: sent } = parsed.data
  const channel = place.directory.findChannel(recipient ?? -1)
  if (channel === 'direct') return directMessage
  // Without its channel nothing says whether it was a direct message.
  if (channel === undefined) return pass('a message to a recipient the export does not list')
  const moment = toMoment(Math.floor((sent ?? Number.NaN) * 1000), place.now)
  if (moment === undefined) return refuse('the message has no time', place.position, part.text ?? '')
  const person = place.directory.findPerson(sender ?? -1)
  if (person === undefined)
    return refuse('the message is by somebody the export does not list', place.position, part.text ?? '')
  const name = person.speaker.name ?? ''
  const repeated = place.bots.isBridge(name) ? readRepeated(content ?? '') : undefined
  const bridged = repeated === undefined ? undefined : toBridged(name, repeated.name, repeated.text)
  return {
    kind: 'act',
    type: 'chat.message',
    id: String(id),
    at: moment.at,
    actor: bridged?.speaker ?? person.speaker,
    channel,
    thread: subject ? `${channel.id}:${subject.slice(0, 200)}` : undefined,
    isBot: bridged === undefined && (person.isBot || place.bots.isBot(name)),
    ...(bridged === undefined ? {} : { attrs: { bridge: bridged.bridge } }),
    proof: findProofs(bridged?.text ?? content),
    quantities: { length: (bridged?.text ?? content ?? '').length },
    flags: moment.flags,
  }
}
