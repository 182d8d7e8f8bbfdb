import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { electronVersion } from './electron-window.ts'
import type { Figure } from './figure.ts'
import { formatTable } from './table.ts'

const file = join(import.meta.dirname, '..', '..', 'docs', 'bench.md')
const begin = '<!-- figures: written by `npm run bench -- --write` -->'
const end = '<!-- end of figures -->'

function system(): string {
  try {
    const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    if (name) return `${name}, ${type()} ${release()}`
  } catch {
    // Not every system says its name there.
  }
  return `${type()} ${release()}`
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

function machine(): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  const model = processors[0]?.model.trim() ?? 'unknown processor'
  return `${processors.length} × ${model}, ${memory} GB, ${system()}, Node ${process.versions.node}, Electron ${electronVersion() ?? 'none'}`
}

/** Puts the figures into docs/bench.md, with the machine and the day they were taken on. */
export function writeTable(figures: readonly Figure[]): void {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for the figures.`)
  const date = new Date().toISOString().slice(0, 10)
  const block = [begin, '', `Taken on ${date} at ${commit()}. ${machine()}.`, '', formatTable(figures), '', ''].join(
    '\n',
  )
  writeFileSync(file, text.slice(0, from) + block + text.slice(to))
}
