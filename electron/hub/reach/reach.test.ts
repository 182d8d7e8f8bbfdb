import { describe, expect, test } from 'vitest'
import { parseEnvironment } from '../environment.ts'
import type { Settings } from '../../ipc/contract/views.ts'
import type { Tunnel, TunnelSettings, TunnelStatus } from '../tunnel/types.ts'
import { createReach } from './reach.ts'

function setUp(settings: Partial<Settings>, env: Readonly<Record<string, string>> = {}, token: string | null = null) {
  let status: TunnelStatus = { kind: 'off' }
  let changes = 0
  const started: TunnelSettings[] = []
  let stops = 0
  const listeners: ((status: TunnelStatus) => void)[] = []
  const tunnel: Tunnel = {
    get status() {
      return status
    },
    onChange(listener) {
      listeners.push(listener)
      return () => undefined
    },
    start: (wanted) => void started.push(wanted),
    reconnectNow: () => undefined,
    async stop() {
      stops += 1
    },
  }
  const current = { reachBy: 'own-address', publicUrl: '', ngrokDomain: '', ...settings } as Settings
  const kept = { token }
  const reach = createReach({
    environment: parseEnvironment(env, [], { packaged: false }),
    settings: () => current,
    vault: {
      read: () => kept.token,
      mark: () => ({ set: kept.token !== null, lastFour: kept.token?.slice(-4) ?? null }),
    },
    tunnel,
    listenerAddress: 'http://127.0.0.1:47810',
    changed: () => (changes += 1),
  })
  return {
    reach,
    started,
    kept,
    stops: () => stops,
    changes: () => changes,
    become(next: TunnelStatus) {
      status = next
      for (const listener of listeners) listener(next)
    },
  }
}

describe('how webhooks reach this laptop', () => {
  test('by an address of one’s own, without the slash at its end', () => {
    const { reach, started } = setUp({ publicUrl: 'https://camp.example/' })
    reach.refresh()
    expect(reach.publicUrl()).toBe('https://camp.example')
    expect(reach.state()).toBe('own-address')
    expect(started).toEqual([])
  })

  test('by nothing: an address that was typed before does not count', () => {
    const { reach } = setUp({ reachBy: 'nothing', publicUrl: 'https://camp.example' })
    expect(reach.publicUrl()).toBeNull()
    expect(reach.state()).toBe('none')
  })

  test('by ngrok: begins with the authtoken from the vault, has an address while it is up, ends when it is taken away', () => {
    const { reach, started, become, kept, stops, changes } = setUp(
      { reachBy: 'ngrok', ngrokDomain: 'camp.ngrok.app' },
      {},
      'token-1234',
    )
    reach.refresh()
    expect(started).toMatchObject([
      { authtoken: 'token-1234', domain: 'camp.ngrok.app', upstream: 'http://127.0.0.1:47810' },
    ])
    expect(reach.state()).toBe('down')
    const before = changes()
    become({ kind: 'up', url: 'https://camp.ngrok.app', since: 1, lastHeartbeatAt: null })
    expect(changes()).toBe(before + 1)
    expect(reach.publicUrl()).toBe('https://camp.ngrok.app')
    expect(reach.state()).toBe('up')
    kept.token = null
    reach.refresh()
    expect(stops()).toBe(1)
  })

  test('what the environment says wins, and is shown as its own source without the secret', () => {
    const { reach } = setUp({ reachBy: 'nothing' }, { PTP_NGROK_AUTHTOKEN: 'secret-token-9876' })
    expect(reach.source).toBe('ngrok')
    expect(reach.view().authtoken).toEqual({ set: true, lastFour: '9876', fromEnvironment: true })
    expect(JSON.stringify(reach.view())).not.toContain('secret-token')
    expect(setUp({ reachBy: 'ngrok' }, { PTP_PUBLIC_URL: 'https://proxy.example' }).reach.source).toBe('environment')
  })
})
