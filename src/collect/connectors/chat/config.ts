import { resolve } from 'node:path'
import { z } from 'zod'
import { isTimeZone } from './wall-clock.ts'

export const formats = ['slack', 'discord', 'irc', 'mattermost', 'zulip'] as const
export type FormatName = (typeof formats)[number]

const nicks = z.array(z.string().min(1)).default([])

export const config = z.object({
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .describe('The export: a file, a .zip, or the folder it was unpacked to.'),
  format: z
    .enum(['recognised', ...formats])
    .default('recognised')
    .describe('Which programme wrote it; recognised from its content unless declared.'),
  visibility: z
    .enum(['recognised', 'public', 'private'])
    .default('recognised')
    .describe('Whether anybody could read along; recognised from each channel where the export tells.'),
  channel: z
    .string()
    .default('')
    .describe('Of IRC logs: the channel, where neither the name of the file nor its content tells.'),
  network: z
    .string()
    .default('')
    .describe('Of IRC logs: the network. The same nick on one network is the same person, on two it is not.'),
  timeZone: z
    .string()
    .default('UTC')
    .refine(isTimeZone, 'there is no such time zone; write e.g. Europe/Berlin or UTC')
    .describe('Of IRC logs: the zone of the clock they were written by, e.g. Europe/Berlin.'),
  charset: z
    .string()
    .default('windows-1252')
    .refine(isCharset, 'there is no such character set; write e.g. windows-1252 or koi8-r')
    .describe('Of IRC logs: how lines are encoded that are not UTF-8, e.g. windows-1252, koi8-r.'),
  bridges: nicks.describe(
    'Names of bots that repeat here what people write elsewhere as “<name> text”; those that say so in their name are known.',
  ),
  bots: nicks.describe('Names of other bots, where the export does not say that they are.'),
})

export type ChatConfig = z.output<typeof config>

function isCharset(name: string): boolean {
  try {
    new TextDecoder(name)
    return true
  } catch {
    // The constructor's refusal is the answer.
    return false
  }
}
