import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** A Chromium for tests: Playwright's own where it was fetched, else the system's; null where there is none. */
export function findChromium(): string | null {
  const own = chromium.executablePath()
  return [own, ...usual].find((file) => file !== '' && existsSync(file)) ?? null
}
