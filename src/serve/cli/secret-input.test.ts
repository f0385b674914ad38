import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { Connector } from '../http/contract.ts'
import { readSecrets } from './secret-input.ts'

const connector: Pick<Connector, 'title' | 'config'> = {
  title: 'A forge',
  config: {
    properties: { url: { type: 'string' }, token: { type: 'string', secret: true }, key: { secret: true } },
  },
}

/** A keyboard and a screen; the keyboard is a terminal unless it is a pipe. */
function openStreams(isTTY: boolean) {
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => stdin })
  const stderr = new PassThrough({ encoding: 'utf8' })
  return { stdin: stdin as unknown as NodeJS.ReadStream, keyboard: stdin, stderr }
}

test('what is typed on a terminal is asked for, and not shown', async () => {
  const streams = openStreams(true)
  const read = readSecrets({ url: '-', token: '-', key: '-' }, connector, { tell: () => undefined }, streams)
  streams.keyboard.write('top-sx\u007fecret\r')
  await new Promise((resolve) => setTimeout(resolve, 20))
  streams.keyboard.write('other\r')
  expect(await read).toEqual({ url: '-', token: 'top-secret', key: 'other' })
  expect(String(streams.stderr.read())).toBe(
    '--token (what you type is not shown): \n--key (what you type is not shown): \n',
  )
})

test('of what is piped in each secret takes a line, without a word', async () => {
  const streams = openStreams(false)
  streams.keyboard.end('one\r\ntwo')
  const said: string[] = []
  const settings = { key: '-', token: '-', url: 'x' }
  expect(await readSecrets(settings, connector, { tell: (line) => said.push(line) }, streams)).toEqual({
    key: 'one',
    token: 'two',
    url: 'x',
  })
  expect([said, streams.stderr.read()]).toEqual([[], null])
})

test('a secret on the command line is taken, with a hint that does not repeat it; nothing is read', async () => {
  const said: string[] = []
  const settings = { token: 'top-secret' }
  expect(
    await readSecrets(settings, connector, { tell: (line) => said.push(line) }, openStreams(true)),
  ).toEqual(settings)
  expect(said).toEqual([expect.stringMatching(/^A --token on the command line .*Write --token - /)])
  expect(said.join()).not.toContain('top-secret')
})
