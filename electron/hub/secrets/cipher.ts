import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Version of the way things are encrypted here; stored beside each ciphertext and bound to it. */
export const cipherVersion = 1

/** Bytes of a data key (AES-256). */
export const keyLength = 32

const nonceLength = 12
const tagLength = 16

/** What a ciphertext is tied to: moved to another name, key or vault, it does not open. */
export interface Binding {
  readonly version: number
  readonly vaultId: string
  readonly keyId: string
  /** The secret's name, or what else it is for. */
  readonly purpose: string
}

export interface Sealed {
  /** 96 random bits, new for each encryption: under one data key there are a few dozen at most (NIST SP 800-38D allows 2^32). */
  readonly nonce: Buffer
  /** With its authentication tag (16 bytes) at the end. */
  readonly ciphertext: Buffer
}

/** It was not encrypted under this key for this purpose, or was changed since. Says nothing of what is in it. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError'
}

function associatedData({ version, vaultId, keyId, purpose }: Binding): Buffer {
  return Buffer.from(JSON.stringify(['PTP Comms Hub vault', version, vaultId, keyId, purpose]))
}

/** Encrypts with AES-256-GCM. */
export function seal(key: Buffer, plaintext: Buffer, binding: Binding): Sealed {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(associatedData(binding))
  return { nonce, ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]) }
}

/**
 * Decrypts what `seal` made. The caller zeroes the result.
 * @throws {UnsealError}
 */
export function unseal(key: Buffer, { nonce, ciphertext }: Sealed, binding: Binding): Buffer {
  if (binding.version !== cipherVersion) throw new UnsealError('It was encrypted by a newer version.')
  if (ciphertext.length < tagLength) throw new UnsealError('It is cut short.')
  const end = ciphertext.length - tagLength
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  decipher.setAAD(associatedData(binding))
  decipher.setAuthTag(ciphertext.subarray(end))
  const plaintext = decipher.update(ciphertext.subarray(0, end))
  try {
    decipher.final()
    return plaintext
  } catch {
    plaintext.fill(0)
    throw new UnsealError('It does not open with this key.')
  }
}
