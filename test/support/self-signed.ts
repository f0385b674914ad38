import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate for one name, signed by itself: nobody trusts it but who is told to. */
export function makeSelfSigned(name: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const distinguished = sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(name)))))
  const names = sequence(oid('551d11'), tag(0x04, sequence(tag(0x82, Buffer.from(name)))))
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1])),
    algorithm,
    distinguished,
    sequence(time('200101000000Z'), time('491231235959Z')),
    distinguished,
    publicKey.export({ format: 'der', type: 'spki' }),
    tag(0xa3, sequence(names)),
  )
  const signature = tag(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const der = sequence(body, algorithm, signature).toString('base64')
  const lines = der.match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  }
}

function tag(kind: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([kind, ...size]), content])
}

const sequence = (...parts: Buffer[]): Buffer => tag(0x30, Buffer.concat(parts))
const oid = (hex: string): Buffer => tag(0x06, Buffer.from(hex, 'hex'))
const time = (text: string): Buffer => tag(0x17, Buffer.from(text))
