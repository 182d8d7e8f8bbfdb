import { describe, expect, test } from 'vitest'
import type { CredentialField } from '../../ipc/contract/account-views.ts'
import { cleanCredential, credentialFaults } from './shapes.ts'

const hex = '0123456789abcdef0123456789abcdef'
const good = { accountSid: `AC${hex}`, authToken: hex, apiKey: null, apiSecret: null }
const key = { apiKey: `SK${hex}`, apiSecret: 'aB3'.repeat(11).slice(0, 32) }

function faults(changes: Partial<Record<CredentialField, string | null>>) {
  const given = new Set(Object.keys(changes) as CredentialField[])
  return credentialFaults({ ...good, ...changes }, given)
}

test('what a page adds to a copied value is taken off', () => {
  expect(cleanCredential(` “AC${hex}”\u00a0\n`)).toBe(`AC${hex}`)
  expect(cleanCredential(`\u200b${hex}\ufeff`)).toBe(hex)
})

describe('values that may be right', () => {
  test.each([{}, good, key, { ...good, ...key }])('%o', (changes) => {
    expect(faults(changes)).toEqual({})
  })
})

describe('values that cannot be right say where they belong', () => {
  test.each<[string, Partial<Record<CredentialField, string | null>>, CredentialField, RegExp]>([
    [
      'the SID as token',
      { authToken: good.accountSid },
      'authToken',
      /This is an Account SID; it belongs in the field Account SID/,
    ],
    ['the token as SID', { accountSid: hex }, 'accountSid', /looks like an Auth Token/],
    ['a key as SID', { accountSid: key.apiKey }, 'accountSid', /API key; it belongs in the field API key/],
    ['a key as token', { authToken: key.apiKey }, 'authToken', /API key; it belongs in the field API key/],
    ['the SID as key', { ...key, apiKey: good.accountSid }, 'apiKey', /it belongs in the field Account SID/],
    ['the key as its secret', { ...key, apiSecret: key.apiKey }, 'apiSecret', /belongs in the field API key/],
    ['a service', { accountSid: `MG${hex}` }, 'accountSid', /Messaging Service; it is not needed here/],
    ['a letter short', { accountSid: good.accountSid.slice(0, -1) }, 'accountSid', /34 characters, this has 33/],
    ['two letters short', { authToken: hex.slice(2) }, 'authToken', /32 characters, this has 30/],
    ['still covered', { authToken: '••••••••••••••••' }, 'authToken', /covered value/],
    ['words', { accountSid: 'my-account!' }, 'accountSid', /This is not the Account SID/],
    ['empty', { authToken: '' }, 'authToken', /Auth Token/],
  ])('%s', (_name, changes, field, words) => {
    expect(faults(changes)[field]).toMatch(words)
  })
})

describe('what belongs together', () => {
  test('a key needs its secret, a secret its key, both the Auth Token', () => {
    expect(Object.keys(faults({ apiKey: key.apiKey }))).toEqual(['apiSecret'])
    expect(Object.keys(faults({ apiSecret: key.apiSecret }))).toEqual(['apiKey'])
    expect(faults({ ...key, authToken: null }).authToken).toMatch(/needed beside an API key/)
    expect(Object.keys(faults({ accountSid: null, authToken: null }))).toEqual(['accountSid', 'authToken'])
  })

  test('what is stored already is not doubted', () => {
    expect(credentialFaults({ ...good, authToken: 'an older kind of token' }, new Set())).toEqual({})
  })
})
