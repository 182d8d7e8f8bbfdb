import { describe, expect, test } from 'vitest'
import { claimedKind, detectType } from './file-type.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

describe('what a file is by its own bytes', () => {
  test.each([
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['image/png', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR')],
    ['image/gif', bytes('GIF89a')],
    ['image/webp', bytes('RIFF', [9, 0, 0, 0], 'WEBPVP8 ')],
    ['audio/wav', bytes('RIFF', [9, 0, 0, 0], 'WAVEfmt ')],
    ['audio/ogg', bytes('OggS', [0])],
    ['audio/mpeg', bytes('ID3', [4, 0])],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90, 0x64])],
    ['audio/aac', bytes([0xff, 0xf1, 0x50, 0x80])],
    ['audio/mp4', bytes([0, 0, 0, 32], 'ftypM4A ')],
    ['video/mp4', bytes([0, 0, 0, 32], 'ftypisom')],
    ['video/mp4', bytes([0, 0, 0, 32], 'ftypmp42')],
    ['video/3gpp', bytes([0, 0, 0, 32], 'ftyp3gp5')],
    ['video/quicktime', bytes([0, 0, 0, 20], 'ftypqt  ')],
  ])('%s', (contentType, head) => {
    const type = detectType(head, 'file')
    expect(type).toEqual({ contentType, kind: contentType.split('/')[0] })
  })

  test('a film that was sent as sound is sound', () => {
    expect(detectType(bytes([0, 0, 0, 32], 'ftyp3gp5'), 'audio')).toEqual({ kind: 'audio', contentType: 'audio/3gpp' })
  })

  test.each([
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['SVG after an XML declaration', bytes('<?xml version="1.0"?><svg/>')],
    ['HTML', bytes('<!doctype html><script>alert(1)</script>')],
    ['HTML in UTF-16', bytes([0xff, 0xfe], '<\0h\0t\0m\0l\0')],
    ['a script', bytes('#!/bin/sh\nrm -rf /')],
    ['PDF', bytes('%PDF-1.7')],
    ['a program', bytes('MZ', [0x90, 0])],
    ['a contact', bytes('BEGIN:VCARD\r\nVERSION:3.0')],
    ['HEIC, which no page shows', bytes([0, 0, 0, 24], 'ftypheic')],
    ['AMR, which no page plays', bytes('#!AMR\n')],
    ['a PNG that is none', bytes('\x89PNG\r\n\x1a\n<svg/>')],
    ['AVI', bytes('RIFF', [9, 0, 0, 0], 'AVI LIST')],
    ['nothing', bytes('')],
  ])('%s is never opened', (_name, head) => {
    expect(detectType(head, 'image')).toBeNull()
  })
})

test('what a sender says it is', () => {
  expect(['image/svg+xml', 'IMAGE/jpeg', '', 'audio/amr', 'video/mp4', 'text/x-vcard'].map(claimedKind)).toEqual([
    'image',
    'image',
    'image',
    'audio',
    'video',
    'file',
  ])
})
