import type { ChatConfig } from './config.ts'
import type { Speaker } from './record.ts'

/** Knows which speakers are programmes, and which of them repeat what people write elsewhere. */
export interface Bots {
  isBot(name: string): boolean
  isBridge(name: string): boolean
}

export function makeBots(config: Pick<ChatConfig, 'bots' | 'bridges'>): Bots {
  const fold = (name: string): string => name.toLowerCase()
  const bots = new Set(config.bots.map(fold))
  const bridges = new Set(config.bridges.map(fold))
  return {
    isBot: (name) => bots.has(fold(name)),
    isBridge: (name) => bridges.has(fold(name)) || /bridge|relay|^rocketchat$|^tg[-_]?irc/i.test(name),
  }
}

const repeated = /^(?:\[[^\]]{1,40}\] ?)?(\*{0,2})<([^<>]{1,64})>\1:?\s+(.*)$/s

/** Who is behind what a bridge repeats: `<name> text`, also `[irc] <name> text` and `**<name>** text`. */
export function readRepeated(text: string): { name: string; text: string } | undefined {
  const [, , name = '', said = ''] = repeated.exec(text) ?? []
  const clean = name.replace(/^[@+%&~!]/, '').trim()
  return clean === '' ? undefined : { name: clean, text: said }
}

/** Somebody whom a bridge repeats: known by a name that holds on the other side only. */
export function toBridged(
  bridge: string,
  name: string,
  text?: string,
): { speaker: Speaker; isBot: false; bridge: string; text?: string } {
  const speaker = { platform: `bridge:${bridge.toLowerCase()}`, username: name }
  return { speaker, isBot: false, bridge, ...(text === undefined ? {} : { text }) }
}
