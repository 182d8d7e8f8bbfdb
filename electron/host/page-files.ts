import { extname, isAbsolute, join, relative } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
}

export interface PageFile {
  readonly path: string
  readonly type: string
  /** Its name holds a hash of its content, so that it may be kept for good. */
  readonly permanent: boolean
}

/** The file that a URL's path names below `folder`, or null where it names none that the page may have. */
export function pageFile(folder: string, urlPath: string): PageFile | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const path = join(folder, decoded === '/' ? 'index.html' : decoded)
  const inside = relative(folder, path)
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null
  const type = types[extname(path).toLowerCase()]
  if (!type) return null
  return { path, type, permanent: /^assets[\\/]/.test(inside) }
}
