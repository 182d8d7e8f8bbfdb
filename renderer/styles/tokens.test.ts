import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

const themes = ['light', 'dark', 'sunlight'] as const

/** The custom properties of a theme's block. */
function tokensOf(theme: string): Map<string, string> {
  const block = css.slice(css.indexOf(`[data-theme='${theme}'] {`))
  const body = block.slice(block.indexOf('{') + 1, block.indexOf('}'))
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/** Relative luminance (WCAG 2) of an opaque `oklch()`; out-of-gamut channels are clipped as the browser clips them. */
function luminance(tokens: Map<string, string>, name: string): number {
  const value = tokens.get(name)
  if (value === undefined) throw new Error(`No token --${name}`)
  const reference = /^var\(--([\w-]+)\)$/.exec(value)
  if (reference?.[1] !== undefined) return luminance(tokens, reference[1])
  const parts = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value)
  if (parts === null) throw new Error(`--${name} is no plain colour: ${value}`)
  const [lightness = 0, chroma = 0, hue = 0] = parts.slice(1).map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  // Björn Ottosson's OKLab to linear sRGB.
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (channel: number) => Math.min(1, Math.max(0, channel))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(tokens: Map<string, string>, one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(tokens, one), luminance(tokens, other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = [
  'surface',
  'surface-raised',
  'surface-sunken',
  'surface-hover',
  'surface-pressed',
  'surface-selected',
  'surface-own',
  'surface-theirs',
  'surface-field',
  'accent-surface',
  'attention-surface',
  'failed-surface',
  'waiting-surface',
  'ok-surface',
]

/** Words on their grounds. */
const pairs: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) => [['text', ground] as const, ['text-secondary', ground] as const]),
  ['text', 'mark'],
  ['accent-text', 'accent'],
  ['accent-text', 'accent-hover'],
  ['accent-text', 'accent-pressed'],
  ['danger-text', 'danger'],
  ['danger-text', 'danger-hover'],
  ['surface', 'text'],
  ...['surface', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-selected'].map(
    (ground) => ['accent-ink', ground] as const,
  ),
  ...['ok', 'waiting', 'attention', 'failed'].flatMap((meaning) =>
    [
      'surface',
      'surface-raised',
      'surface-sunken',
      'surface-hover',
      'surface-selected',
      'surface-own',
      `${meaning}-surface`,
    ].map((ground) => [meaning, ground] as const),
  ),
]

describe.each(themes)('%s', (theme) => {
  const tokens = tokensOf(theme)
  const least = theme === 'sunlight' ? 10 : 4.5

  test.each(pairs)(`--%s on --%s reads at ${least}:1`, (words, ground) => {
    expect(contrast(tokens, words, ground)).toBeGreaterThanOrEqual(least)
  })

  test.each([
    ['border-strong', 'surface-field'],
    ['focus', 'surface'],
    ['focus', 'surface-sunken'],
    ['focus', 'surface-raised'],
  ])('--%s on --%s is seen at 3:1', (line, ground) => {
    expect(contrast(tokens, line, ground)).toBeGreaterThanOrEqual(3)
  })

  test('has every token of the light theme', () => {
    expect([...tokensOf('light').keys()].filter((name) => !tokens.has(name))).toEqual([])
  })
})
