import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const renderer = join(import.meta.dirname, '..')
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))

/** `styles.name` of a style sheet that has no such class is no error to the compiler: the page just looks broken. */
function missingClasses(file: string): readonly string[] {
  const text = readFileSync(join(renderer, file), 'utf8')
  return [...text.matchAll(/^import (\w+) from '(.+\.module\.css)'$/gm)].flatMap(([, name = '', path = '']) => {
    const sheet = readFileSync(join(renderer, dirname(file), path), 'utf8')
    const used = [...text.matchAll(new RegExp(`(?<![\\w.])${name}\\.(\\w+)`, 'g'))].map(([, used = '']) => used)
    return [...new Set(used)]
      .filter((used) => !new RegExp(`\\.${used}(?![\\w-])`).test(sheet))
      .map((used) => `${file}: ${used} is not in ${path}`)
  })
}

test('every class a component uses is in its style sheet', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(missingClasses)).toEqual([])
})
