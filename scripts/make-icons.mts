// Draws the app's icons into resources/ and build/ with Chromium: run by hand after changing a drawing.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from './lib/chromium.mts'
import { root } from './lib/run.mts'

/** A pitch seen from above, in a speech bubble: texts at a soccer camp. */
function drawing({ ground, line, dot = false }: { ground: string; line: string; dot?: boolean }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
    <path d="M12 5h40a9 9 0 0 1 9 9v28a9 9 0 0 1-9 9H33L19.5 61.5A1.5 1.5 0 0 1 17 60.4V51h-5a9 9 0 0 1-9-9V14a9 9 0 0 1 9-9z" fill="${ground}"/>
    <g fill="none" stroke="${line}" stroke-width="3" stroke-linecap="round">
      <path d="M32 13v30M11 13h42v30H11z" stroke-linejoin="round"/>
      <circle cx="32" cy="28" r="7"/><path d="M11 21h6v14h-6M53 21h-6v14h6" stroke-linejoin="round"/>
    </g>
    ${dot ? '<circle cx="51" cy="13" r="12" fill="#d92d20" stroke="#fff" stroke-width="3"/>' : ''}
  </svg>`
}

const green = { ground: '#157a3c', line: '#ffffff' }
const icons = [
  { file: 'build/icon.png', size: 1024, svg: drawing(green) },
  { file: 'resources/icon.png', size: 256, svg: drawing(green) },
  { file: 'resources/tray.png', size: 32, svg: drawing(green) },
  { file: 'resources/tray-unread.png', size: 32, svg: drawing({ ...green, dot: true }) },
  { file: 'resources/trayTemplate.png', size: 18, svg: drawing({ ground: 'none', line: '#000000' }) },
  { file: 'resources/trayTemplate@2x.png', size: 36, svg: drawing({ ground: 'none', line: '#000000' }) },
  {
    file: 'resources/unread-dot.png',
    size: 32,
    svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="#d92d20"/></svg>',
  },
]

const executablePath = findChromium()
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const { file, size, svg } of icons) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  mkdirSync(join(root, file, '..'), { recursive: true })
  writeFileSync(join(root, file), await page.screenshot({ omitBackground: true }))
}
await browser.close()
