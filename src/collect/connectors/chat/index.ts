import { basename } from 'node:path'
import type { StreamConnector } from '../../connector.ts'
import { type ChatConfig, config } from './config.ts'
import { readChat } from './read-chat.ts'
import { recognise } from './recognise.ts'
import { toOutcome } from './record.ts'

/** Reads who joined and who wrote in chats, from the exports of chat programmes and the logs of IRC. */
export const connector: StreamConnector<ChatConfig> = {
  form: 'stream',
  name: 'chat',
  title: 'Chat',
  reads:
    'a Slack export (.zip or unpacked), Discord channels as DiscordChatExporter writes JSON, or IRC logs',
  config,
  emits: ['chat.join', 'chat.message'],
  platform: 'chat',
  recognise,
  nameSource: ({ path }) =>
    basename(path).replace(/(\.(zip|jsonl?|gz|log|txt|raw|weechatlog))+$/i, '') || 'chat',
  read: readChat,
  toOutcome,
}
