import type { HubEnvironment } from '../environment.ts'
import type { Line } from '../line.ts'
import { secretNames } from '../secrets/names.ts'
import type { Vault } from '../secrets/types.ts'

/** Every credential this process knows. */
export function knownSecrets(
  environment: HubEnvironment,
  vault: Pick<Vault, 'read'>,
  lines: readonly (Line | null)[],
): readonly string[] {
  const { twilio, ngrok } = environment
  const known = [
    twilio?.authToken,
    twilio?.apiSecret,
    ngrok.authtoken,
    ...secretNames.map((name) => vault.read(name)),
    ...lines.flatMap((line) => [line?.account.authToken, line?.account.apiKey?.secret]),
  ]
  return known.filter((secret): secret is string => typeof secret === 'string' && secret !== '')
}
