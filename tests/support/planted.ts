import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every form in which a secret might lie around. */
export function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret)
  // Base64 of a longer text holds the secret's in one of three alignments, apart from the ends.
  const aligned = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return text.slice(shift === 0 ? 0 : shift + 1, text.length - 4)
  })
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const texts = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    percent,
    percent.toUpperCase(),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...aligned,
    ...aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(Buffer.from(secret, 'utf16le'))
}

/** Every file under a folder, as what it is called and holds. */
export function filesUnder(folder: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => [path, readFileSync(path)] as const)
}

/** This process and all that come from it, each as what it was started with (proc(5)). */
export function startedWith(pid: number): readonly (readonly [string, Buffer])[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      // pid (name) state parent …: the name may hold anything.
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      parents.set(Number(entry), Number(fields[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const family = new Set([pid])
  for (let size = 0; size !== family.size;) {
    size = family.size
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child)
  }
  return [...family].flatMap((member) =>
    ['environ', 'cmdline'].flatMap((file) => {
      const path = `/proc/${member}/${file}`
      try {
        return [[path, readFileSync(path)] as const]
      } catch {
        return []
      }
    }),
  )
}

/** Where one of these secrets lies, in any form: names of places, empty when there is none. */
export function findPlanted(
  secrets: readonly string[],
  places: readonly (readonly [string, Buffer])[],
): readonly string[] {
  const forms = secrets.flatMap((secret) => formsOf(secret).map((form) => [secret, form] as const))
  return places.flatMap(([place, bytes]) =>
    forms
      .filter(([, form]) => bytes.includes(form))
      .map(([secret, form]) => `${place}: ${secret} as ${form.toString('latin1')}`),
  )
}
