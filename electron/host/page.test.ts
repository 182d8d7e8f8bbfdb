import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pageFile } from './page-files.ts'
import { pageHeaders } from './page-headers.ts'

const folder = resolve('/page')

describe("the page's files", () => {
  test('the root is the page itself', () => {
    expect(pageFile(folder, '/')).toEqual({
      path: join(folder, 'index.html'),
      type: 'text/html; charset=utf-8',
      permanent: false,
    })
  })

  test('assets carry a hash and may be kept', () => {
    expect(pageFile(folder, '/assets/index-abc.js')).toMatchObject({
      permanent: true,
      type: 'text/javascript; charset=utf-8',
    })
  })

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%5cpackage.json',
    '/assets/../../db.json',
    '/%00.html',
    '/%E0%A4%A.html',
    '/assets/index.js.map',
    '/hub.db',
  ])('%s is nothing', (path) => expect(pageFile(folder, path)).toBeNull())
})

test('the policy has no wildcard, no inline code and no eval', () => {
  const text = pageHeaders()['Content-Security-Policy']
  expect(text).toContain("default-src 'none'")
  expect(text).not.toMatch(/unsafe|\*|http:/)
  expect(pageHeaders({ 'connect-src': 'ws://127.0.0.1:1' })['Content-Security-Policy']).toContain(
    "connect-src 'self' ws://127.0.0.1:1",
  )
})
