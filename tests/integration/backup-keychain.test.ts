import { describe, expect, test, vi } from 'vitest'
import { missingForSecretService, startVaultSession } from '../support/secret-service.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// A session with a keyring is started in each: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const missing = missingForSecretService()
const here = missing.length === 0 ? '' : ` — NOT TESTED HERE, for want of ${missing.join(', ')}`

describe.skipIf(missing.length > 0)(`the copies’ key with a real Secret Service${here}`, () => {
  test('is made once, beside the vault’s, and opens at the next sign-in', async () => {
    const folder = temporaryFolder()
    const first = startVaultSession(folder, 'unlocked')
    await first.get({ ask: 'open' })
    const made = await first.get({ ask: 'copyKey' })
    expect(made).toEqual({ id: expect.stringMatching(/^[0-9a-f]{16}$/) as string, isOpen: true, trouble: null })
    // Credentials are forgotten; copies still open.
    await first.get({ ask: 'forgetEverything' })
    expect(await first.get({ ask: 'copyKey' })).toEqual(made)
    await first.end()
    const second = startVaultSession(folder, 'unlocked')
    expect(await second.get({ ask: 'copyKey' })).toEqual(made)
    await second.end()
  })

  test.each(['locked', 'none'] as const)('a keyring that is %s gives no key, and says why', async (keyring) => {
    const session = startVaultSession(temporaryFolder(), keyring)
    expect(await session.get({ ask: 'copyKey' })).toEqual({
      id: null,
      isOpen: false,
      trouble: expect.stringContaining('keychain') as string,
    })
    await session.end()
  })
})
