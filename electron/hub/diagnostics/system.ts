import { execFile } from 'node:child_process'
import { arch, release, type } from 'node:os'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** "Linux 6.1.0 x64". */
export function systemWords(): string {
  return `${type()} ${release()} ${arch()}`
}

/** "Electron 45.4.1, Chromium 150.0, Node 24.1", or Node alone. */
export function runtimeWords(): string {
  const { electron, chrome, node } = process.versions as Readonly<Record<string, string | undefined>>
  return [electron && `Electron ${electron}`, chrome && `Chromium ${chrome}`, `Node ${node}`].filter(Boolean).join(', ')
}

/** Runs one of the system's own programs and gives what it wrote; rejects where it fails or takes longer than 10 s. */
export async function runProgram(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, [...args], { timeout: 10_000, windowsHide: true, env: {} })
  return stdout
}
