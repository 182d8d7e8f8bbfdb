import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { deriveKey, isSensible, newScryptParameters, passphraseCost } from '../secrets/passphrase.ts'
import type { WrappedKey } from './header.ts'
import { CopyRefused } from './refused.ts'

/**
 * The copies' keys. Whoever has the public one can make copies, and only the private one opens them: so copies go on being
 * made after a start at which nobody typed the passphrase.
 */
export interface KeyPair {
  /** Random; names the private key in the keychain and in each copy's header. */
  readonly id: string
  /** X25519, SPKI, base64. */
  readonly publicKey: string
  /** X25519, PKCS #8, base64. */
  readonly privateKey: string
}

export function newKeyPair(id = randomBytes(8).toString('hex')): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return { id, publicKey: publicOf(publicKey), privateKey: privateOf(privateKey) }
}

/** The public key that belongs to a private one. @throws {CopyRefused} `wrong-key` where it is no key. */
export function publicKeyOf(privateKey: string): string {
  return publicOf(createPublicKey(parsePrivate(privateKey)))
}

const publicOf = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64')
const privateOf = (key: KeyObject): string => key.export({ format: 'der', type: 'pkcs8' }).toString('base64')

function parsePrivate(encoded: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(encoded, 'base64'), format: 'der', type: 'pkcs8' })
  } catch {
    throw new CopyRefused('wrong-key', 'it is no key')
  }
}

function parsePublic(encoded: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(encoded, 'base64'), format: 'der', type: 'spki' })
  } catch {
    throw new CopyRefused('damaged', 'the copy’s own key cannot be read')
  }
}

/** HKDF-SHA-256 (RFC 5869) for one block, over what the two keys agree on and both public keys. */
function contentKey(shared: Buffer, ownPublicKey: string, pairPublicKey: string): Buffer {
  const extracted = createHmac('sha256', `${ownPublicKey} ${pairPublicKey}`).update(shared).digest()
  shared.fill(0)
  const key = createHmac('sha256', extracted).update('PTP Comms Hub copy').update(Buffer.of(1)).digest()
  extracted.fill(0)
  return key
}

/** A new copy's own key pair and the key its content is encrypted under (256 bits, for this copy alone). */
export function sealingKey(pairPublicKey: string): { readonly ownPublicKey: string; readonly key: Buffer } {
  const own = generateKeyPairSync('x25519')
  const ownPublicKey = publicOf(own.publicKey)
  const shared = agree(own.privateKey, parsePublic(pairPublicKey))
  return { ownPublicKey, key: contentKey(shared, ownPublicKey, pairPublicKey) }
}

/** The key a copy's content is encrypted under. @throws {CopyRefused} */
export function openingKey(ownPublicKey: string, privateKey: string): Buffer {
  const shared = agree(parsePrivate(privateKey), parsePublic(ownPublicKey))
  return contentKey(shared, ownPublicKey, publicKeyOf(privateKey))
}

function agree(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey })
  } catch {
    throw new CopyRefused('damaged', 'the copy’s own key is none')
  }
}

const tagLength = 16
const wrapping = (keyId: string): Buffer => Buffer.from(`PTP Comms Hub copies ${keyId}`)

/** Wraps the private key by a key made from a passphrase (scrypt, AES-256-GCM). */
export async function wrapKey(
  { id, privateKey }: KeyPair,
  passphrase: string,
  cost = passphraseCost,
): Promise<WrappedKey> {
  const parameters = newScryptParameters(cost)
  const key = await deriveKey(passphrase, parameters)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(wrapping(id))
  const plain = Buffer.from(privateKey, 'base64')
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  plain.fill(0)
  key.fill(0)
  const { blockSize, parallelization, salt } = parameters
  return {
    cost,
    blockSize,
    parallelization,
    salt: salt.toString('base64'),
    nonce: nonce.toString('hex'),
    ciphertext: ciphertext.toString('base64'),
  }
}

/**
 * The private key out of its wrapping.
 * @throws {CopyRefused} `wrong-key` where the passphrase is another one, `damaged` where the wrapping is not ours.
 */
export async function unwrapKey(keyId: string, wrapped: WrappedKey, passphrase: string): Promise<string> {
  const { cost, blockSize, parallelization } = wrapped
  const parameters = { cost, blockSize, parallelization, salt: Buffer.from(wrapped.salt, 'base64') }
  const isPower = cost > 1 && Number.isInteger(Math.log2(cost))
  if (!isPower || blockSize < 1 || parallelization < 1 || !isSensible(parameters)) {
    throw new CopyRefused('damaged', 'the passphrase’s parameters are not ours')
  }
  const key = await deriveKey(passphrase, parameters)
  const sealed = Buffer.from(wrapped.ciphertext, 'base64')
  const end = Math.max(0, sealed.length - tagLength)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrapped.nonce, 'hex'), {
      authTagLength: tagLength,
    })
    decipher.setAAD(wrapping(keyId))
    decipher.setAuthTag(sealed.subarray(end))
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]).toString('base64')
  } catch {
    throw new CopyRefused('wrong-key', 'the passphrase is another one')
  } finally {
    key.fill(0)
  }
}
