import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The project's folder: npm runs every command in it. (Playwright loads this file as CommonJS, where `import.meta` is not to be had.) */
export const root = process.cwd()

/** The environment of what we start: the project's own tools and Node come first on its PATH. */
export function toolEnvironment(extra: Readonly<Record<string, string | undefined>> = {}): NodeJS.ProcessEnv {
  const PATH = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return { ...process.env, PATH, ...extra }
}

/** Starts one of the project's tools with our terminal as its own. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: toolEnvironment(),
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
    ...options,
  })
}

/** Runs a tool to its end; the exit code (1 where a signal ended it or it is not there). */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = start(command, args, options)
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

export interface Captured {
  readonly code: number
  readonly output: string
}

/** Runs a tool to its end and keeps what it writes; shows it too where asked. `limit` in milliseconds. */
export function capture(
  command: string,
  args: readonly string[],
  { show = false, limit, ...options }: SpawnOptions & { show?: boolean; limit?: number } = {},
): Promise<Captured> {
  return new Promise((resolve) => {
    const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (show) process.stdout.write(text)
      })
    }
    child.once('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 1, output: `${output}${error.message}` })
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Passes the terminal's signals on to the child and ends with its exit code. */
export function followToEnd(child: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.once('exit', (code) => process.exit(code ?? 1))
}
