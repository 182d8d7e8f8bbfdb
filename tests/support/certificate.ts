import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A certificate for loopback that signs itself, so that it is also the authority to trust it by. PEM. */
export interface LoopbackCertificate {
  readonly certificate: string
  readonly key: string
}

/** One DER element: tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const length = body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...items: readonly Uint8Array[]) => der(0x30, ...items)
const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes))
const utcTime = (time: Date) => der(0x17, Buffer.from(`${time.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const commonName = oid(0x55, 0x04, 0x03)
const subjectAltName = oid(0x55, 0x1d, 0x11)
const basicConstraints = oid(0x55, 0x1d, 0x13)

export interface CertificateOptions {
  /** DNS names besides the address 127.0.0.1; `[]` with `address: false` makes one for somebody else. */
  readonly names?: readonly string[]
  readonly address?: boolean
  /** May sign others. Rust's TLS refuses a server that shows one of these as its own; Node does not mind. */
  readonly authority?: boolean
  readonly validFrom?: Date
  readonly validTo?: Date
}

/** Makes a certificate (RFC 5280) out of nothing but node:crypto: the tests need no openssl on the machine. */
export function loopbackCertificate(options: CertificateOptions = {}): LoopbackCertificate {
  const { names = ['localhost'], address = true, authority = true } = options
  const validFrom = options.validFrom ?? new Date(Date.now() - 86_400_000)
  const validTo = options.validTo ?? new Date(Date.now() + 86_400_000)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('PTP Comms Hub test')))))
  const alternatives = names.map((text) => der(0x82, Buffer.from(text)))
  if (address) alternatives.push(der(0x87, Buffer.from([127, 0, 0, 1])))
  const extensions = [sequence(subjectAltName, der(0x04, sequence(...alternatives)))]
  if (authority) {
    extensions.push(
      sequence(basicConstraints, der(0x01, Buffer.from([0xff])), der(0x04, sequence(der(0x01, Buffer.from([0xff]))))),
    )
  }
  const serial = randomBytes(8)
  serial[0] = 1
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(utcTime(validFrom), utcTime(validTo)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  const signature = sign('sha256', toSign, privateKey)
  const certificate = sequence(toSign, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
