import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placeOnScreen, readWindowState, writeWindowState } from './window-state.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ptp-window-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test('what is written is read back, and nothing else is left', () => {
  const state = {
    bounds: { x: 10, y: 20, width: 1300, height: 800 },
    maximized: true,
    theme: 'dark',
    toldAboutTray: true,
  }
  writeWindowState(dataDir, state)
  expect(readWindowState(dataDir)).toEqual(state)
  expect(readdirSync(dataDir)).toEqual(['window.json'])
})

test.each(['', 'null', '[]', '{"bounds":{"x":"1"}}', '{"bounds":{"x":1,"y":1,"width":-5,"height":1.5}}', '{'])(
  'a file that holds %s counts as nothing remembered',
  (text) => {
    writeFileSync(join(dataDir, 'window.json'), text)
    expect(readWindowState(dataDir)).toMatchObject({ bounds: null, maximized: false })
  },
)

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const beside = { x: 1440, y: 0, width: 1920, height: 1080 }

test('bounds on a screen that is there stay as they are', () => {
  const bounds = { x: 1500, y: 100, width: 1280, height: 800 }
  expect(placeOnScreen(bounds, [laptop, beside])).toEqual(bounds)
})

test('bounds on a screen that was unplugged are forgotten', () => {
  expect(placeOnScreen({ x: 1500, y: 100, width: 1280, height: 800 }, [laptop])).toBeNull()
})

test('a window larger than the screen is cut to it', () => {
  expect(placeOnScreen({ x: 0, y: 25, width: 3000, height: 2000 }, [laptop])).toEqual({
    x: 0,
    y: 25,
    width: 1440,
    height: 875,
  })
})

test('a window whose title bar is out of reach is put back', () => {
  expect(placeOnScreen({ x: 100, y: -300, width: 1280, height: 800 }, [laptop])).toBeNull()
  expect(placeOnScreen({ x: -1250, y: 100, width: 1280, height: 800 }, [laptop])).toBeNull()
  expect(placeOnScreen(null, [laptop])).toBeNull()
})
