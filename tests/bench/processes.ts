import { readFileSync, readdirSync } from 'node:fs'

function parentOf(pid: string): string | null {
  try {
    // The name may hold spaces and brackets; what follows its closing bracket is regular.
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1] ?? null
    )
  } catch {
    return null
  }
}

/** A process and all that it started, itself or through others. */
export function processTree(root: number): readonly string[] {
  const parents = new Map<string, string | null>()
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) parents.set(name, parentOf(name))
  const tree = [String(root)]
  for (let index = 0; index < tree.length; index++) {
    for (const [pid, parent] of parents) if (parent === tree[index]) tree.push(pid)
  }
  return tree
}

/** Memory of a process tree in bytes: each process's own pages, and its share of those it has in common with others (PSS). */
export function memoryOf(root: number): number {
  let kilobytes = 0
  for (const pid of processTree(root)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It ended meanwhile.
    }
  }
  return kilobytes * 1024
}
