import { cpSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname

/** The store's migrations are read from disk beside the bundle, in the order of their numbers. */
function copyMigrations(): Plugin {
  return {
    name: 'copy-migrations',
    apply: 'build',
    writeBundle(options) {
      const from = join(root, 'db', 'migrations')
      cpSync(from, join(options.dir ?? join(root, 'out', 'main'), 'migrations'), {
        recursive: true,
        filter: (file) => file === from || file.endsWith('.sql'),
      })
    },
  }
}

// One bundle for every runtime the app is started on: syntax no newer than the oldest of them.
const nodeTarget = 'node18'
const pageTarget = 'chrome114'

// `npm run dev` without Electron: everything is built anew at each change.
const watch = process.env['PTP_BUILD_WATCH'] ? {} : null

export default defineConfig({
  main: {
    plugins: [copyMigrations()],
    // The browser host's WebSocket server looks for optional native helpers that are not shipped.
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    build: {
      watch,
      outDir: 'out/main',
      target: nodeTarget,
      sourcemap: 'hidden',
      rolldownOptions: {
        input: {
          index: join(root, 'electron', 'app', 'index.ts'),
          serve: join(root, 'scripts', 'serve', 'index.ts'),
          'tunnel-child': join(root, 'electron', 'hub', 'tunnel', 'child.ts'),
          'keychain-child': join(root, 'electron', 'hub', 'secrets', 'child.ts'),
          'copier-child': join(root, 'electron', 'hub', 'backup', 'child.ts'),
          'inspector-child': join(root, 'electron', 'hub', 'diagnostics', 'child.ts'),
        },
        output: { format: 'cjs', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      watch,
      outDir: 'out/preload',
      target: nodeTarget,
      sourcemap: 'hidden',
      // A sandboxed preload can require nothing but Electron: everything else is put in.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'electron', 'preload', 'index.ts') },
        output: { format: 'cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      watch,
      outDir: 'out/renderer',
      target: pageTarget,
      minify: true,
      sourcemap: 'hidden',
      rolldownOptions: {
        input: join(root, 'renderer', 'index.html'),
        // What the start needs comes in one file: each one more is one more question to a busy process.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
})
