import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { examineEncryption, examineSpace, mountOf } from './disk.ts'

describe('disk encryption', () => {
  const said = (platform: string, words: string) =>
    examineEncryption({
      folder: platform === 'win32' ? 'C:\\Users\\a' : '/',
      platform,
      run: () => Promise.resolve(words),
    })

  test.each([
    ['darwin', 'FileVault is On.\n', 'ok'],
    ['darwin', 'FileVault is Off.\n', 'problem'],
    ['darwin', 'Deferred enablement appears to be active', 'unknown'],
    ['win32', '1\r\n', 'ok'],
    ['win32', '3', 'ok'],
    ['win32', '2', 'problem'],
    ['win32', '', 'unknown'],
    ['freebsd', '', 'unknown'],
  ])('on %s by "%s"', async (platform, words, state) => expect((await said(platform, words)).state).toBe(state))

  test('a program that is not there leaves it unknown', async () => {
    const run = () => Promise.reject(new Error('ENOENT'))
    expect((await examineEncryption({ folder: '/', platform: 'darwin', run })).state).toBe('unknown')
  })

  test('on Linux the mount is found by the longest path, the later one of two, with its blanks', () => {
    const table = [
      '22 1 253:0 / / rw,relatime - ext4 /dev/vda rw',
      '30 22 253:1 / /home rw shared:1 - ext4 /dev/mapper/luks-home rw',
      '31 22 0:40 / /home/ann/My\\040Camp rw - fuse.gocryptfs /home/ann/.camp rw',
      '32 22 0:41 / /mnt rw - tmpfs tmpfs rw',
      '33 22 0:42 / /mnt rw - overlay overlay rw',
    ].join('\n')
    expect(mountOf('/home/ann/data', table)).toMatchObject({ source: '/dev/mapper/luks-home', kind: 'ext4' })
    expect(mountOf('/homes/ann', table)).toMatchObject({ source: '/dev/vda' })
    expect(mountOf('/home/ann/My Camp/data', table)).toMatchObject({ kind: 'fuse.gocryptfs' })
    expect(mountOf('/mnt/x', table)).toMatchObject({ kind: 'overlay' })
    expect(mountOf('/x', '')).toBeNull()
  })
})

test('room on a disk is told', () => {
  expect(examineSpace(temporaryFolder())).toMatchObject({
    words: expect.stringMatching(/\d+ (MB|GB) are free/) as string,
  })
})
