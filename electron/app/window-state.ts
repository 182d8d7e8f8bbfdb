import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the window remembers between two starts. */
export interface WindowState {
  /** Null before the first time. */
  readonly bounds: Rectangle | null
  readonly maximized: boolean
  /** The theme last shown, so that the window opens in its colour. */
  readonly theme: string
  /** The person was told that closing the window keeps receiving. */
  readonly toldAboutTray: boolean
}

const fresh: WindowState = { bounds: null, maximized: false, theme: 'system', toldAboutTray: false }

const fileIn = (dataDir: string) => join(dataDir, 'window.json')

/** What was remembered; a missing or damaged file counts as nothing remembered. */
export function readWindowState(dataDir: string): WindowState {
  try {
    const read = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Partial<WindowState> | null
    return {
      bounds: isRectangle(read?.bounds) ? read.bounds : null,
      maximized: read?.maximized === true,
      theme: typeof read?.theme === 'string' ? read.theme : fresh.theme,
      toldAboutTray: read?.toldAboutTray === true,
    }
  } catch {
    return fresh
  }
}

/** Written beside and moved into place, so that a power cut leaves the old file or the new one. */
export function writeWindowState(dataDir: string, state: WindowState): void {
  try {
    writeFileSync(`${fileIn(dataDir)}.new`, JSON.stringify(state))
    renameSync(`${fileIn(dataDir)}.new`, fileIn(dataDir))
  } catch {
    // Not worth a word: the window opens where it did before.
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = value as Rectangle
  return [x, y, width, height].every((side) => Number.isInteger(side)) && width > 0 && height > 0
}

/** Pixels of the title bar's height and of its width that must be in reach for the window to be dragged. */
const grip = { width: 120, height: 32 }

/**
 * The remembered bounds, cut to the work area they lie on; null where that screen is gone, so that the window is never
 * opened where nobody can reach it.
 */
export function placeOnScreen(bounds: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | null {
  if (bounds === null) return null
  const inReach = (area: Rectangle) =>
    bounds.x + bounds.width >= area.x + grip.width &&
    bounds.x <= area.x + area.width - grip.width &&
    bounds.y >= area.y - 8 &&
    bounds.y <= area.y + area.height - grip.height
  const area = workAreas.find(inReach)
  if (!area) return null
  return { ...bounds, width: Math.min(bounds.width, area.width), height: Math.min(bounds.height, area.height) }
}
