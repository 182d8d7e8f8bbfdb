import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const rooms = ['electron', 'db', 'renderer', 'scripts', 'tests']

interface Import {
  readonly from: string
  /** A path from the project's root, or a package's name. */
  readonly to: string
  readonly typeOnly: boolean
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(statement)].map((match) => {
    const named = (match[2] ?? match[3] ?? '').replace(/\?.*$/, '')
    const to = named.startsWith('.') ? posix.normalize(posix.join(dirname(file), named)) : named
    return { from: file, to, typeOnly: match[1] !== undefined }
  })
}

const files = rooms.flatMap(sources)
const imports = files.flatMap(importsOf)
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith('tests/')
const shipped = imports.filter(({ from }) => !isTest(from))
const broken = (rule: (one: Import) => boolean) => shipped.filter(rule).map(({ from, to }) => `${from} → ${to}`)

describe('imports run downwards', () => {
  test('the walk sees the project', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(imports.some(({ from, to }) => from === 'electron/app/main.ts' && to === 'electron/host/launch.ts')).toBe(
      true,
    )
    expect(imports.some(({ from, to }) => from === 'electron/preload/index.ts' && to === 'electron')).toBe(true)
  })

  test('only electron/app and electron/preload import Electron', () => {
    expect(
      broken(
        ({ from, to }) =>
          (to === 'electron' || to.startsWith('electron/main')) && !/^electron\/(app|preload)\//.test(from),
      ),
    ).toEqual([])
  })

  test('the store imports nothing of the rooms above it', () => {
    expect(broken(({ from, to }) => from.startsWith('db/') && /^(electron|renderer|scripts)\//.test(to))).toEqual([])
  })

  test('the hub imports the store, itself and the contract; never a host or the page', () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith('electron/hub/') &&
          /^(electron|renderer|scripts)\//.test(to) &&
          !/^electron\/(hub|ipc\/contract)\//.test(to),
      ),
    ).toEqual([])
  })

  test('electron/ipc imports the hub and itself', () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith('electron/ipc/') && /^(electron\/(app|preload|host)|renderer|scripts)\//.test(to),
      ),
    ).toEqual([])
  })

  test('what both hosts share knows neither of them', () => {
    expect(
      broken(
        ({ from, to }) => from.startsWith('electron/host/') && /^(electron\/(app|preload)|renderer|scripts)\//.test(to),
      ),
    ).toEqual([])
  })

  test('the preload carries names and types, no schemas', () => {
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          from.startsWith('electron/preload/') &&
          !typeOnly &&
          to !== 'electron' &&
          to !== 'electron/ipc/contract/names.ts',
      ),
    ).toEqual([])
  })

  test('the page takes types only from the contract, and nothing of Node', () => {
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          from.startsWith('renderer/') &&
          (/^(db|scripts)\//.test(to) ||
            to.startsWith('node:') ||
            to === 'zod' ||
            (to.startsWith('electron/') && !(typeOnly && to.startsWith('electron/ipc/contract/')))),
      ),
    ).toEqual([])
  })

  test('the browser host reaches the app through what both hosts share', () => {
    expect(
      broken(
        ({ from, to }) => from.startsWith('scripts/serve/') && /^(electron\/(app|preload)|renderer|db)\//.test(to),
      ),
    ).toEqual([])
  })

  test('nothing shipped imports a test', () => {
    // The commands are not shipped: only the browser host among them is.
    const isCommand = (file: string) => /^scripts\/(?!serve\/)/.test(file)
    expect(broken(({ from, to }) => isTest(to) && !isCommand(from))).toEqual([])
  })

  test('relative imports carry their extension, so that Node runs the sources as they are', () => {
    const known = /\.(ts|tsx|mts|mjs|json|css|svg|sql)$/
    expect(
      imports.filter(
        ({ to }) =>
          rooms.some((room) => to.startsWith(`${room}/`)) && !known.test(to) && !to.startsWith('electron/main'),
      ),
    ).toEqual([])
  })
})
