import type { CopyHeader } from './header.ts'
import type { RefusalCode } from './refused.ts'

/** A copy to be made. */
export interface MakeOrder {
  /** Path of the store. */
  readonly store: string
  /** Folder the copy goes to. */
  readonly folder: string
  /** Of the pair, base64. */
  readonly publicKey: string
  readonly about: Pick<CopyHeader, 'madeAt' | 'laptop' | 'sequence' | 'keyId' | 'version' | 'passphrase'>
}

/** A copy to be opened into a file that nobody uses yet. */
export interface OpenOrder {
  readonly file: string
  /** Of the pair, base64. */
  readonly privateKey: string
  /** Path of the store that is made of it. */
  readonly target: string
}

/** Copies to be put into a second folder as well. */
export interface PutOrder {
  readonly from: string
  readonly folder: string
  readonly laptop: string
}

export interface CopierOrders {
  readonly make: MakeOrder
  readonly open: OpenOrder
  readonly put: PutOrder
}

export interface CopierAnswers {
  readonly make: { readonly file: string; readonly bytes: number; readonly header: CopyHeader }
  readonly open: { readonly header: CopyHeader }
  /** Names of the copies that are there now. */
  readonly put: { readonly names: readonly string[] }
}

/** What the copier's process is asked: one order, one answer, the end. */
export type ToCopier = {
  readonly [Ask in keyof CopierOrders]: { readonly ask: Ask; readonly order: CopierOrders[Ask] }
}[keyof CopierOrders]

/** Why an order was not carried out: a copy refused, the store not whole, or what the system said. */
export type CopierFault = RefusalCode | 'not-whole' | 'no-room' | 'failed'

export type FromCopier =
  | { readonly ok: true; readonly answer: CopierAnswers[keyof CopierAnswers] }
  | { readonly ok: false; readonly fault: CopierFault; readonly message: string }
