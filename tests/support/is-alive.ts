import { readFileSync } from 'node:fs'

/** Whether a process runs. One that has ended and whose parent has not asked after it yet (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  try {
    // pid (name) state …: the name may hold anything, a closing bracket too (proc(5)).
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')
    return !state.startsWith('Z')
  } catch {
    return false
  }
}
