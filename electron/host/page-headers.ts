const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'media-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
} as const

type Directive = keyof typeof policy

/** The headers every answer to the page carries. `extra` adds sources to directives (the WebSocket's own address, the dev server's). */
export function pageHeaders(extra: Partial<Record<Directive, string>> = {}): Record<string, string> {
  const text = Object.entries(policy)
    .map(([directive, sources]) => [directive, sources, extra[directive as Directive]].filter(Boolean).join(' '))
    .join('; ')
  return {
    'Content-Security-Policy': text,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), display-capture=(), geolocation=(), usb=(), serial=(), hid=()',
  }
}
